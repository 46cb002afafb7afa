import matplotlib.pyplot as plt
import torch

torch.manual_seed(0)
turn = torch.arange(3600).double() * torch.pi / 1800
circle = torch.stack([turn.cos(), turn.sin()])
balls = {"L1": circle / circle.abs().sum(0), "L2": circle}


def loss(w, A, center):
    """Of pairs of weights, (2, n); its contours are ellipses."""
    off = w - center[:, None]
    return (off * (A @ off)).sum(0)


zeros = dict.fromkeys(balls, 0)
for _ in range(1000):
    A = torch.randn(2, 2).double()
    A = A @ A.T + 0.1 * torch.eye(2)
    center = torch.randn(2).double()
    center *= (1 + 2 * torch.rand(1)) / center.norm()  # outside of both
    for name, ball in balls.items():
        best = ball[:, loss(ball, A, center).argmin()]
        zeros[name] += int(best.abs().min() < 1e-9)
print("1000 losses: the best point within the border has a zero")
print(", ".join(f"{name}: {n / 10:.0f}%" for name, n in zeros.items()))
assert zeros["L1"] > 500 and zeros["L2"] < 20

A = torch.tensor([[1, 0.4], [0.4, 1]]).double()
center = torch.tensor([0.4, 1.6]).double()
figure, axes = plt.subplots(1, 2, sharey=True)
plot_grid = torch.linspace(-1.3, 2.6, 120).double()
plot_xy = torch.meshgrid(plot_grid, plot_grid, indexing="xy")
plot_z = loss(torch.stack(plot_xy).flatten(1), A, center).view(120, 120)
for ax, (name, ball) in zip(axes, balls.items(), strict=True):
    costs = loss(ball, A, center)
    best = ball[:, costs.argmin()]
    levels = costs.min() * torch.tensor([0.1, 0.4, 1, 2])
    ax.contour(*plot_xy, plot_z, levels, colors="gray", linewidths=0.8)
    ax.fill(*ball, color="C0", alpha=0.25)
    ax.plot(*best, "C1o")
    ax.plot(*center, "k+")
    ax.set_aspect("equal")
    ax.set_xlim(-1.3, 2.6)
    ax.set_xlabel("first weight")
    ax.set_title(name)
    print(f"{name} touches at {best[0]:.3f}, {best[1]:.3f}")
axes[0].set_ylabel("second weight")
plt.show()
