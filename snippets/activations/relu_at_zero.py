import math

import torch
from torch import nn


def slope_at_zero(f):
    x = torch.zeros((), requires_grad=True)
    return torch.autograd.grad(f(x), x)[0].item()


zero = torch.tensor(0.0)
relus = {  # one function, written in three ways
    "torch.relu(x)": torch.relu,
    "where(x > 0, x, 0)": lambda x: torch.where(x > 0, x, zero),
    "maximum(x, 0)": lambda x: torch.maximum(x, zero),
}
others = {
    "x.abs()": torch.abs,
    "vector_norm(x)": torch.linalg.vector_norm,
    "x.sqrt()": torch.sqrt,
    "(x**2).sqrt()": lambda x: (x**2).sqrt(),
}
grid = torch.tensor([-2.0, -1, 0, 1, 2])
for f in relus.values():
    assert f(grid).tolist() == [0, 0, 0, 1, 2]
assert others["(x**2).sqrt()"](grid).equal(grid.abs())
slopes = []
for name, f in (relus | others).items():
    slopes.append(slope_at_zero(f))
    print(f"{name:19} slope at 0: {slopes[-1]:g}")
assert slopes[:6] == [0, 0, 0.5, 0, 0, math.inf]
assert math.isnan(slopes[6])

torch.manual_seed(0)
X = torch.randn(100, 8)  # (batch, features)
outputs = nn.Linear(8, 1000)(X)
hits = outputs.numel() - outputs.count_nonzero()
print(
    f"\nrandom layer: {hits} of {outputs.numel()} outputs are exactly 0"
)
assert hits < 10
for name in ("torch.relu(x)", "maximum(x, 0)"):
    first, last = nn.Linear(8, 4), nn.Linear(4, 1)
    nn.init.zeros_(first.weight)
    nn.init.zeros_(first.bias)
    last(relus[name](first(X))).sum().backward()
    learns = bool(first.weight.grad.any())
    print(f"zero layer, {name:14}: has a gradient: {learns}")
    assert learns == ("maximum" in name)
