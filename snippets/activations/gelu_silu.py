# --8<-- [start:idea]
import torch
import torch.nn.functional as F

x = torch.linspace(-4, 4, 801, dtype=torch.double)  # in 0.01s
places = torch.tensor([-1, -5], dtype=torch.double)

print("                          slope           below ReLU")
print("      lowest point        at -1     -5      at -4   at 4")
for name, f in (("GELU", F.gelu), ("SiLU", F.silu)):
    y = f(x)
    low, gap = y.argmin(), F.relu(x) - y
    z = places.clone().requires_grad_()
    f(z).sum().backward()
    print(f"{name}  {y[low]:.4f} at {x[low]:.2f}", end="")
    print(f"  {z.grad[0]:7.4f} {z.grad[1]:8.5f}", end="")
    print(f"  {gap[0]:7.4f} {gap[-1]:7.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

exact = x * torch.special.ndtr(x)  # ndtr is the normal CDF
silu = x * torch.sigmoid(x)
assert torch.allclose(F.gelu(x), exact, rtol=0, atol=1e-12)
assert torch.allclose(F.silu(x), silu, rtol=0, atol=1e-12)

variants = {
    'GELU, approximate="tanh"': F.gelu(x, approximate="tanh"),
    "x sigmoid(1.702 x)": x * torch.sigmoid(1.702 * x),
}
for name, y in variants.items():
    low, high = (y - exact).aminmax()
    print(f"{name:25} off by {low:8.5f} to {high:.5f}")

shown = torch.linspace(-5, 1.5, 101)
plt.plot(shown, F.relu(shown), color="gray", label="ReLU")
plt.plot(shown, F.gelu(shown), color="C0", label="GELU")
plt.plot(shown, F.silu(shown), color="C1", label="SiLU")
plt.xlabel("input x")
plt.ylabel("output")
plt.ylim(-0.35, 0.8)
plt.title("GELU and SiLU dip below zero, then rise")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
