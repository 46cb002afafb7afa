# --8<-- [start:constants]
import matplotlib.pyplot as plt
import torch
from torch.nn.functional import selu

z = torch.linspace(-12, 12, 20001, dtype=torch.float64)
bell = torch.exp(-(z**2) / 2) / (2 * torch.pi) ** 0.5
mean = torch.trapezoid(selu(z) * bell, z).abs()
square = torch.trapezoid(selu(z) ** 2 * bell, z)
print(f"selu(z): |mean| {mean:.4f}, mean square {square:.4f}")
assert mean < 1e-6 and abs(square - 1) < 1e-6
# --8<-- [end:constants]

# --8<-- [start:depth]
depths = [0, 1, 2, 4, 8, 14, 30, 50]
starts = torch.tensor([0.3, 1.0, 3.0])
n_hidden = 256


def signal(activation, gain, seed):
    """|mean| and std in a random net, as (2, depth, start)."""
    torch.manual_seed(seed)
    x = starts[:, None, None] * torch.randn(100, n_hidden)
    xs = [x]  # each (start, batch, n_hidden)
    for _ in range(50):
        W = torch.randn(n_hidden, n_hidden) * (gain / n_hidden) ** 0.5
        xs.append(activation(xs[-1] @ W))
    x = torch.stack([xs[depth] for depth in depths])
    return torch.stack([x.mean((2, 3)).abs(), x.std((2, 3))])


def five_seeds(name, activation, gain):
    runs = [signal(activation, gain, seed) for seed in range(5)]
    runs = torch.stack(runs)  # (seed, 2, depth, start)
    for kind, row in zip(("|mean|", "std"), runs.mean(0), strict=True):
        print(
            f"{name:12} {kind:7}",
            *(f"{end:6.1f}" for end in row[-1]),
        )
    return runs.unbind(1)  # means, stds: each (seed, depth, start)


print("after 50 layers, from std 0.3      1      3")
means, good = five_seeds("SELU, LeCun", selu, gain=1)
_, relu = five_seeds("ReLU, He", torch.relu, gain=2)
_, wrong = five_seeds("SELU, He", selu, gain=2)
assert means[:, -1].max() < 0.1
assert (good[:, -1] - 1).abs().max() < 0.15
assert torch.allclose(relu[..., 2], 10 * relu[..., 0], rtol=0.01)
assert wrong[:, -1].min() > 5

for color, name, stds in (("C0", "SELU", good), ("C1", "ReLU", relu)):
    for start in range(3):
        low, high = stds[..., start].amin(0), stds[..., start].amax(0)
        plt.fill_between(depths, low, high, color=color, alpha=0.5)
    plt.plot([], color, label=f"{name}, range of 5 seeds")
plt.title("SELU pulls every scale back to 1")
plt.xlabel("layer")
plt.ylabel("standard deviation")
plt.yscale("log", subs=[])
plt.ylim(0.08, 30)
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:depth]
