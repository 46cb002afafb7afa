import matplotlib.pyplot as plt
import torch


def descend(gradient, w, lr, beta):
    """Path (401, *w.shape) of gradient descent with momentum."""
    v, path = torch.zeros_like(w), [w]
    for _ in range(400):
        v = beta * v + gradient(path[-1])
        path.append(path[-1] - lr * v)
    return torch.stack(path)


def two_valleys(x):
    """Slope of (x² − 1)² + 0.3x, deep on the left of its hill."""
    return 4 * x * (x**2 - 1) + 0.3


starts = torch.linspace(-2, 2, 401)
shallow, right = 0.9601, starts > 0.0757  # the hilltop
print("momentum   out of the shallow   out of the deep minimum")
for beta in (0, 0.9):
    end = descend(two_valleys, starts, 0.01, beta)[-1]
    out = (end[right] < 0).double().mean()
    back = (end[~right] > 0).double().mean()
    print(f"{beta:8} {out:20.2f} {back:25.2f}")
    assert out > 0.1 and back > 0.05 if beta else out == back == 0
    rest = torch.tensor(shallow)  # a start at the bottom stays there
    path = descend(two_valleys, rest, 0.01, beta)
    assert (path - shallow).abs().max() < 1e-4


def saddle(w):
    """Slope of (x² − y²) / 2, whose ridge is y = 0; w is (x, y)."""
    return w * torch.tensor([1, -1])


print("momentum   on the ridge   1e-8 off the ridge")
for beta, color in ((0, "C0"), (0.9, "C1")):
    w = torch.tensor([[1.0, 0.0], [1.0, 1e-8]])  # two starts
    on, off = descend(saddle, w, 0.2, beta).unbind(dim=1)
    assert torch.equal(on[:, 0], off[:, 0])  # the same along the ridge
    assert on[-1].norm() < 1e-6  # at the saddle, for good
    n = int((off[:, 1] < 1).sum())
    print(f"{beta:8}          never {n:14} steps")
    plt.plot(*off[: n + 1].T, f"{color}.-", label=f"momentum {beta}")

x = y = torch.linspace(-1.1, 1.1, 23)
height = (x**2 - y[:, None] ** 2) / 2
plt.contour(x, y, height, 8, colors="gray", linewidths=0.5)
plt.axis([-1.1, 1.1, -0.2, 1])
plt.title("A saddle lets go of what is off its ridge")
plt.xlabel("along the ridge")
plt.ylabel("off the ridge")
plt.legend(loc="upper right")
plt.show()
