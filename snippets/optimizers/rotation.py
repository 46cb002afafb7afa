from functools import partial

import matplotlib.pyplot as plt
import torch
from torch.optim import SGD, Adam

torch.set_default_dtype(torch.double)
degrees = torch.tensor([0, 15, 30, 45])
cos, sin = degrees.deg2rad().cos(), degrees.deg2rad().sin()
turn = torch.stack([cos, -sin, sin, cos], dim=1).view(4, 2, 2)
# A straight valley, 500 times as curved across as along, turned
H = turn @ torch.tensor([1.0, 500]).diag() @ turn.mT  # loss w·H·w / 2
around = torch.linspace(0.1, 6, 16)
# (angle, coordinate, start), all of loss 1/2
starts = turn @ torch.stack([around.cos(), around.sin() / 500**0.5])
rates = torch.logspace(-4, -0.5, 29).view(-1, 1, 1, 1)
n_steps = 1100


def walk(rule):
    """Walk at all rates: (step, rate, angle, coordinate, start)."""
    w, m, v, points = starts.expand(29, 4, 2, 16), 0, 0, []
    for t in range(1, n_steps + 1):
        points.append(w)
        g = H @ w
        if rule == "Adam":
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            root = (v / (1 - 0.999**t)).sqrt() + 1e-8
            w = w - rates * m / (1 - 0.9**t) / root
        else:
            m = 0.9 * m + g if rule == "momentum" else g
            w = w - rates * m
    return torch.stack(points)


with_momentum = partial(SGD, momentum=0.9)
rules = {"SGD": SGD, "momentum": with_momentum, "Adam": Adam}
needed = []
fig, axes = plt.subplots(2, sharex=True, layout="constrained")
print("angle         0°     15°     30°     45°")
for rule, optimizer_class in rules.items():
    points = walk(rule)
    w = starts.clone()
    optimizer = optimizer_class([w], lr=0.001)
    for point in points[:99, 8]:  # at rate 0.001, as torch does it
        assert (point - w).abs().max() < 1e-12
        w.grad = H @ w
        optimizer.step()
    loss = (points * (H @ points)).sum(dim=3) / 2
    high = ~(loss < 0.0005)  # nan, too
    last = n_steps - high.flip(0).int().argmax(dim=0)
    best = last.double().mean(dim=2).argmin(dim=0)  # for each angle
    assert best.min() > 0 and best.max() < 28  # inside the grid
    needed.append(last[best, range(4)].double())  # (angle, start)
    assert needed[-1].max() < n_steps  # all arrived
    row = "".join(f"{n:8.1f}" for n in needed[-1].mean(dim=1))
    print(f"{rule:8}{row}")
    # (60, angle, coordinate, start), seen from the valley
    path = turn.mT @ points[:60, best, range(4)]
    moved = (path - path[:, :1]).abs().max()
    assert moved > 0.1 if rule == "Adam" else moved < 1e-9
    for ax, i in zip(axes, (0, 3), strict=True):
        ax.plot(*path[:, i, :, 2].T, label=rule)

sgd, momentum, adam = needed
assert adam[0].mean() < 1.1 * momentum[0].mean()
assert adam[3].min() > momentum[3].max()  # from each start
assert (adam < sgd).all()

axes[0].set_title("60 steps in a valley along an axis")
axes[1].set_title("turned by 45°: only Adam's path changes")
fig.legend(
    *axes[0].get_legend_handles_labels(),
    loc="outside upper center",
    ncols=3,
)
fig.supylabel("across")
plt.xlabel("along the valley (minimum at 0)")
plt.show()
