import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

x = torch.linspace(-8, 8, 160_001, dtype=torch.float64)
x.requires_grad_()
gelu = x * torch.special.ndtr(x)  # ndtr is the normal CDF, Phi
silu = x * torch.sigmoid(x)
assert torch.allclose(gelu, F.gelu(x), rtol=0, atol=1e-12)
assert torch.allclose(silu, F.silu(x), rtol=0, atol=1e-12)

print("      lowest point       slope at -1     at -5")
for name, y in {"GELU": gelu, "SiLU": silu}.items():
    (slope,) = torch.autograd.grad(y.sum(), x)
    low = y.argmin()
    assert slope[low].abs() < 1e-4  # flat at the bottom only
    # It is never farther from ReLU than the dip is deep.
    assert (y - F.relu(x)).abs().max() <= -y[low] + 1e-9
    print(f"{name}  {y[low]:.4f} at {x[low]:.3f}", end="")
    print(f"  {slope[70_000]:11.4f}  {slope[30_000]:8.5f}")

tanh_error = (F.gelu(x, approximate="tanh") - gelu).abs().max()
swish_error = (x * torch.sigmoid(1.702 * x) - gelu).abs().max()
print(f"GELU's tanh form is off by at most  {tanh_error:.5f}")
print(f"and x sigmoid(1.702 x) by           {swish_error:.5f}")
assert tanh_error < 5e-4 and 40 * tanh_error < swish_error < 0.021

shown = x.detach()[30_000:95_001:650]  # 101 points, -5 to 1.5
fig, ax = plt.subplots()
ax.plot(shown, F.relu(shown), color="gray", label="ReLU")
ax.plot(shown, F.gelu(shown), color="C0", label="GELU")
ax.plot(shown, F.silu(shown), color="C1", label="SiLU")
ax.plot(x[gelu.argmin()].item(), gelu.min().item(), "o", color="C0")
ax.plot(x[silu.argmin()].item(), silu.min().item(), "o", color="C1")
ax.set(xlabel="input x", ylabel="output", ylim=(-0.35, 0.8))
ax.set_title("GELU and SiLU dip below zero, then rise")
ax.legend(loc="upper left")
plt.show()
