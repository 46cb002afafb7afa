# --8<-- [start:idea]
import torch


def descend(slope, w, momentum, lr=0.01, n_steps=400):
    optimizer, path = torch.optim.SGD([w], lr, momentum), []
    for _ in range(n_steps):
        path.append(w.clone())
        w.grad = slope(w)
        optimizer.step()
    return torch.stack(path)


def two_valleys(x):  # of (x² − 1)² + 0.3x, deep on the left
    return 4 * x * (x**2 - 1) + 0.3


for momentum in (0, 0.9):
    starts = torch.linspace(0.08, 2, 200)  # right of the hilltop
    end = descend(two_valleys, starts.clone(), momentum)[-1]
    left = 100 * (end < 0).float().mean()
    print(f"momentum {momentum}: {left:.0f} % leave the shallow one")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

assert 10 < left < 40  # and none without momentum
starts = torch.linspace(-2, 0.07, 200)
end = descend(two_valleys, starts, momentum=0.9)[-1]
back = 100 * (end > 0).float().mean()
rest = torch.tensor([0.9601])  # at the bottom of the shallow one
moved = (descend(two_valleys, rest, momentum=0.9) - 0.9601).abs().max()
print(f"momentum 0.9: {back:.0f} % leave the deep one;", end=" ")
print(f"a start at rest moves {moved:.5f}")
assert back > 5 and moved < 1e-4


def saddle(w):
    """Slope of (x² − y²) / 2, whose ridge is y = 0."""
    return w * torch.tensor([1.0, -1.0])


print("saddle        on the ridge   1e-8 off it")
for momentum, color in ((0, "C0"), (0.9, "C1")):
    on = descend(saddle, torch.tensor([1.0, 0.0]), momentum, lr=0.2)
    off = descend(saddle, torch.tensor([1.0, 1e-8]), momentum, lr=0.2)
    n = int((off[:, 1] < 1).sum())
    print(
        f"momentum {momentum:3}  {on[-1].norm():.0e} from it", end="  "
    )
    print(f"left after {n} steps")
    assert on[-1].norm() < 1e-6  # at the saddle, for good
    plt.plot(
        *off[: n + 1].T, f"{color}.-", label=f"momentum {momentum}"
    )

x = torch.linspace(-1.1, 1.1, 23)
height = (x**2 - x[:, None] ** 2) / 2
plt.contour(x, x, height, 8, colors="gray", linewidths=0.5)
plt.axis([-1.1, 1.1, -0.2, 1])
plt.title("A saddle lets go of what is off its ridge")
plt.xlabel("along the ridge")
plt.ylabel("off the ridge")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
