# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(100, 256)


@torch.no_grad()
def sizes(std, activation=torch.relu, depth=50):
    """Root mean square of the activations, layer by layer."""
    hidden, sizes = X, []
    for _ in range(depth):
        weight = nn.init.normal_(torch.empty(256, 256), std=std)
        hidden = activation(hidden @ weight.T)
        sizes.append(hidden.double().square().mean().sqrt())
    return torch.stack(sizes)


print("layer           1        5       10       50")
for std in (0.01, 0.05, (2 / 256) ** 0.5, 0.2):
    rms = sizes(std)
    told = [f"{rms[k - 1]:8.1e}" for k in (1, 5, 10, 50)]
    print(f"std {std:.3f}", *told)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

print("std    factor a layer, 5 seeds  std * sqrt(n / 2)")
for k, std in enumerate((0.01, 0.05, (2 / 256) ** 0.5, 0.2)):
    factors = []
    for seed in range(5):
        torch.manual_seed(seed)
        rms = sizes(std)
        factors.append((rms[9] / rms[0]) ** (1 / 9))
        line = plt.semilogy(range(1, 51), rms, f"C{k}", lw=1)
    line[0].set_label(f"std {std:.3f}")
    low, high = min(factors), max(factors)
    expected = std * 128**0.5
    told = f"{low:.3f} to {high:.3f}           {expected:.3f}"
    print(f"{std:.3f}  {told}")
    assert low > 0.9 * expected and high < 1.1 * expected
    assert std > 0.01 or rms[-1] == 0  # smaller than float32 can hold
    assert std < 0.2 or rms[-1] > 1e15
large = 1 + int((~sizes(1.0).isfinite()).nonzero()[0])
print(f"ReLU, std 1: overflow in layer {large}")
assert 34 < large < 39

for std in (0.0625, 1.0):
    rms = sizes(std, torch.tanh)[-1]
    first = (X @ torch.randn(256, 256) * std).tanh()
    flat = (first.abs() > 0.99).float().mean()
    told = f"layer 50 {rms:7.1e}  flat in layer 1 {flat:.0%}"
    print(f"tanh, std {std:<6}  {told}")
    if std == 1:
        assert rms > 0.9 and flat > 0.8
    else:
        assert rms < 0.2 and flat < 0.02

plt.ylim(1e-20, 1e20)
plt.xlabel("layer")
plt.ylabel("root mean square, 5 seeds")
plt.title("Each layer multiplies by the same factor")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
