import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 512)
)
model(torch.randn(512)).sum().backward()
n = sum(p.numel() for p in model.parameters())
print(f"bytes for each of {n:,} parameters")
each = {}
for make in (torch.optim.SGD, torch.optim.Adafactor, torch.optim.Adam):
    optimizer = make(model.parameters())
    optimizer.step()
    total = sum(p.nbytes + p.grad.nbytes for p in model.parameters())
    for state in optimizer.state.values():
        total += sum(t.nbytes for t in state.values() if t is not None)
    each[make] = total / n
    print(f"{make.__name__:10} {each[make]:5.2f}")
assert each[torch.optim.SGD] == 8 and each[torch.optim.Adam] < 16.01
