# --8<-- [start:helper]
import torch
from torch import nn


def decay_groups(
    model: nn.Module,
    weight_decay: float,
    spare: tuple[type[nn.Module], ...] = (),
) -> list[dict]:
    """Split a model's parameters in two groups for an optimizer.

    The first group, with `weight_decay`, has the parameters of two
    or more dimensions. The second, without, has the rest, and those
    of modules of a type in `spare`, such as `nn.Embedding`.
    """
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


# --8<-- [end:helper]
# --8<-- [start:use]
torch.manual_seed(0)
torch.set_default_dtype(torch.double)
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

X = torch.randn(200, 10)
X -= X.mean(dim=0)
y = 150 + X[:, :1] + torch.randn(200, 1)
for decay in (0.1, 0.0):
    line = nn.Linear(10, 1)
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

norm, W = nn.BatchNorm1d(10, eps=1e-9), torch.randn(10, 10)
found = []
for scale in (1, 10):
    V = (scale * W).requires_grad_()
    loss = nn.functional.mse_loss(norm(X @ V.T), X)
    found += [loss, *torch.autograd.grad(loss, V)]
loss, g, loss_10, g_10 = found
ratio = g_10.norm() / g.norm()
print(f"10 × the weight before a norm: gradient × {ratio:.3f}")
assert torch.allclose(loss, loss_10) and torch.allclose(g / 10, g_10)
# --8<-- [end:use]
