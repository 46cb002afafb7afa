# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(100, 8).double()
linear, norm = nn.Linear(8, 4).double(), nn.BatchNorm1d(4).double()
for name, model in (
    ("Linear, BatchNorm, ReLU", nn.Sequential(linear, norm, nn.ReLU())),
    ("Linear, ReLU, BatchNorm", nn.Sequential(linear, nn.ReLU(), norm)),
):
    model.zero_grad()
    model(X).square()[:50].mean().backward()
    gradient = linear.bias.grad.abs().max()
    before = model(X)
    with torch.no_grad():
        linear.bias += torch.randn(4)
    moved = (model(X) - before).abs().max()
    print(f"{name}: gradient {gradient:.3f}, output moves {moved:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
cases = {
    "BatchNorm, ReLU": (nn.BatchNorm1d(32), nn.ReLU()),
    "ReLU, BatchNorm": (nn.ReLU(), nn.BatchNorm1d(32)),
    "LayerNorm, ReLU": (nn.LayerNorm(32), nn.ReLU()),
    "ReLU": (nn.ReLU(),),
}
print("Linear, then      learned   bias=False")
for name, layers in cases.items():
    torch.manual_seed(0)
    layers = nn.Linear(64, 32), *layers, nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    without = copy.deepcopy(model)
    without[0].bias = None  # what bias=False does
    start = model[0].bias.detach().clone()
    both = nn.ModuleList([model, without])
    optimizer = torch.optim.SGD(both.parameters(), lr=0.1)
    for _ in range(100):
        i = torch.randint(len(X), (100,))
        optimizer.zero_grad()
        for network in both:
            logits = network(X[i])
            nn.functional.cross_entropy(logits, y[i]).backward()
        optimizer.step()
    learned = (model[0].bias - start).abs().max().item()
    apart = (model(X) - without(X)).abs().max().item()
    print(f"{name:16}{learned:9.3f} {apart:12.3f}")
    if name == "BatchNorm, ReLU":
        assert max(learned, apart) < 1e-9 and start.abs().mean() > 0.03
        apart = model.eval()(X) - without.eval()(X)
        assert apart.abs().max() < 0.01  # up to the running mean
    else:
        assert min(learned, apart) > 0.02
# --8<-- [end:evidence]
