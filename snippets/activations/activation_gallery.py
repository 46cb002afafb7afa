# --8<-- [start:idea]
import matplotlib.pyplot as plt
import torch
from torch import nn

names = ["ReLU", "LeakyReLU", "ELU", "SELU", "Softplus", "GELU"]
names += ["SiLU", "Mish", "Hardswish", "Sigmoid", "Hardtanh", "Tanh"]
# An even number of points, so that none is at a corner
x = torch.linspace(-4, 4, 400, dtype=torch.double).requires_grad_()
fig, axes = plt.subplots(6, 2, sharex=True, sharey=True)
fig.set_size_inches(5.4, 6)

print("on [-4, 4]   lowest   slope from   to")
for name, ax in zip(names, axes.flat, strict=True):
    y = getattr(nn, name)()(x)
    (slope,) = torch.autograd.grad(y.sum(), x)
    numbers = y.min(), slope.min(), slope.max()
    print(f"{name:9}", *(f"{n:9.2f}" for n in numbers))
    ax.plot(x.detach()[::5], y.detach()[::5], color="C0")
    ax.plot(x.detach()[::5], slope[::5], "--", color="C1")
    ax.text(-3.9, 2, name)
title = "Value, and slope (dashed): sigmoid's peaks at 1/4"
fig.suptitle(title, fontsize=11)
plt.show()
# --8<-- [end:idea]
# --8<-- [start:evidence]
x = x.detach()
s, tanh, soft = x.sigmoid(), x.tanh(), torch.log(1 + x.exp())
normal = torch.distributions.Normal(0, 1)
Phi, phi = normal.cdf(x), normal.log_prob(x).exp()
right, negative = (x > 0).double(), (x <= 0).double()
scale, alpha = 1.0507009873554805, 1.6732632423543772
gate = ((x + 3) / 6).clamp(0, 1)
formulas = {  # value, derivative
    "ReLU": (x.clamp(min=0), right),
    "LeakyReLU": (x.maximum(0.01 * x), right + 0.01 * negative),
    "ELU": (
        x * right + x.expm1() * negative,
        right + x.exp() * negative,
    ),
    "SELU": (
        scale * (x * right + alpha * x.expm1() * negative),
        scale * (right + alpha * x.exp() * negative),
    ),
    "Softplus": (soft, s),
    "GELU": (x * Phi, Phi + x * phi),
    "SiLU": (x * s, s * (1 + x * (1 - s))),
    "Mish": (
        x * soft.tanh(),
        soft.tanh() + x * s * (1 - soft.tanh() ** 2),
    ),
    "Hardswish": (x * gate, gate + x * (x.abs() < 3) / 6),
    "Sigmoid": (s, s * (1 - s)),
    "Hardtanh": (x.clamp(-1, 1), (x.abs() < 1).double()),
    "Tanh": (tanh, 1 - tanh**2),
}
x.requires_grad_()
for name, (value, derivative) in formulas.items():
    y = getattr(nn, name)()(x)
    (slope,) = torch.autograd.grad(y.sum(), x)
    assert torch.allclose(value, y, rtol=0, atol=1e-12)
    assert torch.allclose(derivative, slope, rtol=0, atol=1e-12)
    dips = name in ("GELU", "SiLU", "Mish", "Hardswish")
    assert (slope.min() < 0) == dips
    assert (slope.max() > 0.98) == (name != "Sigmoid")
print(f"{len(formulas)} values and derivatives agree with autograd")

large = torch.tensor(100.0)
assert torch.log(1 + large.exp()).isinf()  # exp overflows
assert nn.Softplus()(large) == large
# --8<-- [end:evidence]
