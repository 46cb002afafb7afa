import matplotlib.pyplot as plt
import torch
from torch import erf, exp, log, nn, tanh, where

scale, alpha = 1.0507009873554805, 1.6732632423543772  # for SELU
formulas = {
    "ReLU": lambda x: where(x > 0, x, 0),
    "LeakyReLU": lambda x: where(x > 0, x, 0.01 * x),
    "ELU": lambda x: where(x > 0, x, exp(x) - 1),
    "SELU": lambda x: scale * where(x > 0, x, alpha * (exp(x) - 1)),
    "Softplus": lambda x: log(1 + exp(x)),
    "GELU": lambda x: x * (1 + erf(x / 2**0.5)) / 2,
    "SiLU": lambda x: x / (1 + exp(-x)),
    "Mish": lambda x: x * tanh(log(1 + exp(x))),
    "Hardswish": lambda x: x * (x + 3).clamp(0, 6) / 6,
    "Sigmoid": lambda x: 1 / (1 + exp(-x)),
    "Hardtanh": lambda x: x.clamp(-1, 1),
    "Tanh": lambda x: (exp(x) - exp(-x)) / (exp(x) + exp(-x)),
}
x = torch.linspace(-4, 4, 2002).double().requires_grad_()
fig, axes = plt.subplots(
    6, 2, figsize=(5.4, 6), sharex=True, sharey=True
)
print("on [-4, 4]   lowest   slope from   to")
peaks = {}
for (name, formula), ax in zip(
    formulas.items(), axes.flat, strict=True
):
    value, expected = formula(x), getattr(nn, name)()(x)
    slope, *_ = torch.autograd.grad(value.sum(), x)
    torch_slope, *_ = torch.autograd.grad(expected.sum(), x)
    assert torch.allclose(value, expected, rtol=0, atol=1e-12)
    assert torch.allclose(slope, torch_slope, rtol=0, atol=1e-12)
    numbers = value.min(), slope.min(), slope.max()
    print(f"{name:9}" + "".join(f"{n:10.2f}" for n in numbers))
    peaks[name] = slope.max()
    points = x.detach()[::69]  # 30 of them draw a smooth curve
    ax.plot(points, value.detach()[::69], color="C0")
    ax.plot(points, slope[::69], "--", color="C1")
    ax.text(-3.9, 2, name)
assert peaks.pop("Sigmoid") <= 0.25 and min(peaks.values()) > 0.98
# Exact on paper, not for a computer: exp overflows
large = torch.tensor(100.0)
assert formulas["Softplus"](large).isinf()
assert nn.Softplus()(large) == large

ax.text(1.2, 1.5, "value", color="C0")
ax.text(1.2, -1.6, "slope", color="C1")
fig.supxlabel("input x", fontsize=11)
title = "Sigmoid's slope peaks at 1/4, the others' near 1 or above"
fig.suptitle(title, fontsize=11)
plt.show()
