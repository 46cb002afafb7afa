# --8<-- [start:idea]
import torch

x = torch.tensor(0.0, requires_grad=True)
values = {
    "relu(x)": torch.relu(x),
    "where(x > 0, x, 0)": torch.where(x > 0, x, 0.0),
    "maximum(x, 0)": torch.maximum(x, torch.tensor(0.0)),
    "abs(x)": x.abs(),
    "vector_norm(x)": torch.linalg.vector_norm(x),
    "sqrt(x)": x.sqrt(),
    "sqrt(x**2)": (x**2).sqrt(),
}
slopes = {}
for name, value in values.items():
    (slope,) = torch.autograd.grad(value, x)
    slopes[name] = slope.item()
    print(f"{name:18}  slope at 0: {slope:g}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import math

from sklearn.datasets import load_digits
from torch import nn

assert slopes["relu(x)"] == slopes["where(x > 0, x, 0)"] == 0
assert slopes["maximum(x, 0)"] == 0.5
assert slopes["abs(x)"] == slopes["vector_norm(x)"] == 0
assert slopes["sqrt(x)"] == math.inf
assert math.isnan(slopes["sqrt(x**2)"])

torch.manual_seed(0)
X = torch.tensor(load_digits().data / 16)  # (1797, 64)
layers = [nn.Linear(64, 1000) for _ in range(20)]
share = {}
for dtype in (torch.float32, torch.bfloat16):
    zeros = 0
    for layer in layers:
        zeros += (layer.to(dtype)(X.to(dtype)) == 0).sum().item()
    share[dtype] = zeros / (len(layers) * len(X) * 1000)
    print(f"{dtype!s:14}  share of inputs at 0: {share[dtype]:.0e}")
assert share[torch.bfloat16] > 1e-6 > 5 * share[torch.float32]

zero = torch.tensor(0.0)
for name in ("relu", "maximum"):
    first, last = nn.Linear(64, 4), nn.Linear(4, 1)
    nn.init.zeros_(first.weight)
    nn.init.zeros_(first.bias)
    z = first(X.float())
    hidden = z.relu() if name == "relu" else torch.maximum(z, zero)
    last(hidden).sum().backward()
    learns = bool(first.weight.grad.any())
    print(f"layer of zeros, {name:7}: has a gradient: {learns}")
    assert learns == (name == "maximum")
# --8<-- [end:evidence]
