# --8<-- [start:idea]
import torch
from torch.optim import SGD, Adam

across = torch.tensor([1.0, 500.0]).double()  # curvatures
around = torch.linspace(0.1, 6, 16).double()
starts = torch.stack([around.cos(), around.sin() / 500**0.5], dim=1)


def walk(degrees, optimizer_class, n_steps=300, **settings):
    # path (step, 16 starts, 2) in a valley turned by an angle
    a = torch.tensor(degrees).deg2rad().double()
    R = torch.stack([a.cos(), -a.sin(), a.sin(), a.cos()]).view(2, 2)
    w, path = starts @ R.T, []
    optimizer = optimizer_class([w], **settings)
    for _ in range(n_steps):
        path.append(w @ R)  # as seen from the valley
        w.grad = (w @ R * across) @ R.T
        optimizer.step()
    return torch.stack(path)


for angle in (0, 45):
    loss = (walk(angle, Adam, lr=0.1)[100] ** 2 * across).sum(dim=1) / 2
    print(
        f"Adam, turned by {angle:2}°: loss {loss.mean():.0e} after 100"
    )
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def steps_needed(path):
    """Steps until the loss stays below a thousandth; (16,)."""
    high = ~((path**2 * across).sum(dim=2) / 2 < 0.0005)  # nan, too
    steps = torch.arange(1, len(path) + 1)
    return (high * steps[:, None]).amax(dim=0)


print("steps, mean of 16 starts   0°    15°    30°    45°")
needed = {}
for name, rule, rates, settings, color in (
    (
        "momentum",
        SGD,
        torch.logspace(-3, -2, 9),
        {"momentum": 0.9},
        "C1",
    ),
    ("Adam", Adam, torch.logspace(-2, -0.5, 9), {}, "C2"),
):
    row = []
    for angle in (0, 15, 30, 45):
        paths = [
            walk(angle, rule, lr=lr, **settings)
            for lr in rates.tolist()
        ]
        steps = torch.stack([steps_needed(path) for path in paths])
        best = steps.double().mean(dim=1).argmin()
        assert 0 < best < 8 and steps[best].max() < 300
        row.append(steps[best])
        if angle in (0, 45):
            dash = "--" if angle else "-"
            label = f"{name}, {angle}°"
            plt.plot(*paths[best][:60, 2].T, color + dash, label=label)
    needed[name] = torch.stack(row).double()  # (angle, start)
    means = [f"{mean:6.1f}" for mean in needed[name].mean(dim=1)]
    print(f"{name:20}", *means)
momentum, adam = needed.values()
assert momentum.equal(momentum[:1].expand(4, 16))
assert adam[0].mean() < 1.1 * momentum[0].mean()
assert adam[3].min() > momentum[3].max()  # from each start

plt.title("Turned by 45°, only Adam's path changes")
plt.xlabel("along the valley (60 steps, minimum at 0)")
plt.ylabel("across")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
