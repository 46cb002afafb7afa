# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
depth, width = 50, 256

for start in (0.3, 1.0, 3.0):
    x = start * torch.randn(100, width)
    for _ in range(depth):
        layer = nn.Linear(width, width)
        nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")
        nn.init.zeros_(layer.bias)
        with torch.no_grad():
            x = torch.selu(layer(x))
    print(f"from std {start}: mean {x.mean():5.2f}, std {x.std():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

# The standard normal as 10,000 equally likely values
z = torch.special.ndtri((torch.arange(10_000) + 0.5) / 10_000)
y = torch.selu(z)
print(f"selu of a standard normal: std {y.std():.3f}")
assert y.mean().abs() < 0.001


def signal(activation, gain, start, seed):
    """Outputs of all layers of a random net, (layer, batch, unit)."""
    torch.manual_seed(seed)
    xs = [start * torch.randn(100, width)]
    for _ in range(depth):
        W = torch.randn(width, width) * (gain / width) ** 0.5
        xs.append(activation(xs[-1] @ W))
    return torch.stack(xs)


ends = {}
print("std after 50 layers, lowest and highest of 5 seeds")
print("from std            0.3               1               3")
for name, activation, gain, color in (
    ("SELU, LeCun", torch.selu, 1, "C0"),
    ("ReLU, He", torch.relu, 2, "C1"),
    ("SELU, He", torch.selu, 2, "C2"),
):
    print(f"{name:11}", end="")
    for start in (0.3, 1.0, 3.0):
        runs = [signal(activation, gain, start, s) for s in range(5)]
        runs = torch.stack(runs)  # (seed, layer, batch, unit)
        means, stds = runs.mean((2, 3)), runs.std((2, 3))
        low, high = stds[:, -1].aminmax()
        print(f"  {low:5.2f} to {high:5.2f}", end="")
        ends[name, start] = stds[:, -1]
        if name == "SELU, LeCun":
            assert means[:, -1].abs().max() < 0.1
            assert low > 0.9 and high < 1.1
        if name == "SELU, He":
            assert low > 10
        plt.semilogy(stds.T, color=color, lw=1)
    plt.plot([], color=color, label=name)
    print()
small, large = ends["ReLU, He", 0.3], ends["ReLU, He", 3.0]
assert torch.allclose(large, 10 * small, rtol=0.01)

plt.title("Only SELU with LeCun's weights returns to 1")
plt.xlabel("layer")
plt.ylabel("standard deviation")
plt.ylim(0.004, 80)  # room for the legend
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
