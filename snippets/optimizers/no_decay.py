# --8<-- [start:idea]
from torch import nn


def decay_groups(model, weight_decay, spare=()):
    """Two groups for an optimizer: parameters of two or more
    dimensions with decay, the rest without; without it, too, those
    of modules of a type in `spare`, such as `nn.Embedding`."""
    spared = {
        p
        for module in model.modules()
        if isinstance(module, spare)
        for p in module.parameters(recurse=False)
    }
    decayed, plain = [], []
    for p in model.parameters():
        chosen = plain if p.ndim < 2 or p in spared else decayed
        chosen.append(p)
    return [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]


# --8<-- [end:idea]
# --8<-- [start:evidence]
import torch

torch.manual_seed(0)
model = nn.Sequential(
    nn.Embedding(50, 8),
    nn.TransformerEncoderLayer(8, nhead=2, dim_feedforward=16),
    nn.Linear(8, 50),
)
names = {p: name for name, p in model.named_parameters()}
for group in decay_groups(model, 0.1, spare=(nn.Embedding,)):
    print(f"decay {group['weight_decay']:.2f}:")
    for p in group["params"]:
        print(f"  {names.pop(p):27} {tuple(p.shape)}")
assert not names  # each parameter is in one group, and only once

X = torch.randn(200, 10).double()
X -= X.mean(dim=0)
y = 150 + X[:, :1] + torch.randn(200, 1)
for decay in (0.1, 0.0):
    line = nn.Linear(10, 1).double()
    groups = decay_groups(line, weight_decay=0.1)
    groups[1]["weight_decay"] = decay
    optimizer = torch.optim.SGD(groups, lr=0.1)
    for _ in range(150):
        optimizer.zero_grad()
        nn.functional.mse_loss(line(X), y).backward()
        optimizer.step()
    mean = line(X).mean()
    print(f"bias decay {decay}: predicts {mean:.1f} of {y.mean():.1f}")
    assert (mean - y.mean() / (1 + decay / 2)).abs() < 1e-6

norm = nn.BatchNorm1d(10, eps=1e-9).double()
W, lengths = torch.randn(10, 10).double(), []
for scale in (1, 10):
    V = (scale * W).requires_grad_()
    loss = nn.functional.mse_loss(norm(X @ V.T), X)
    loss.backward()
    lengths.append(V.grad.norm().item())
    print(f"{scale:2} × the weight before a norm:", end=" ")
    print(f"loss {loss:.3f}, gradient {lengths[-1]:.5f}")
assert abs(lengths[0] / lengths[1] - 10) < 1e-4
# --8<-- [end:evidence]
