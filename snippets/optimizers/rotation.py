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


needed = {}
for rule, settings, rates, color in (
    (SGD, {"momentum": 0.9}, torch.logspace(-3, -2, 9), "C1"),
    (Adam, {}, torch.logspace(-2, -0.5, 9), "C2"),
):
    for angle, dash in ((0, "-"), (45, "--")):
        arms = [{"lr": lr, **settings} for lr in rates.tolist()]
        paths = [walk(angle, rule, **arm) for arm in arms]
        steps = torch.stack([steps_needed(path) for path in paths])
        best = steps.double().mean(dim=1).argmin()
        assert 0 < best < 8 and steps[best].max() < 300
        needed[rule, angle] = steps[best].double()
        label = f"{rule.__name__}, {angle}°"
        print(f"{label:9}{steps[best].double().mean():6.1f} steps")
        plt.plot(*paths[best][:60, 2].T, color + dash, label=label)
assert needed[SGD, 0].equal(needed[SGD, 45])
assert needed[Adam, 0].mean() < 1.1 * needed[SGD, 0].mean()
assert needed[Adam, 45].min() > needed[SGD, 45].max()

plt.title("Turned by 45°, only Adam's path changes")
plt.xlabel("along the valley (60 steps, minimum at 0)")
plt.ylabel("across")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
