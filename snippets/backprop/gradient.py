# --8<-- [start:idea]
import math

import torch


def f(point):
    x, y = point.unbind(-1)
    return x**2 + 3 * y**2 + x * y


point = torch.tensor([3.0, 2.0], dtype=torch.float64)
gradient = torch.func.grad(f)(point)

angles = torch.arange(3600, dtype=torch.float64) * math.pi / 1800
directions = torch.stack(
    [angles.cos(), angles.sin()], dim=1
)  # length 1
rises = (f(point + 1e-6 * directions) - f(point)) / 1e-6
best = directions[rises.argmax()]
print("gradient", gradient.tolist(), f"of length {gradient.norm():.3f}")
print(f"steepest of 3,600 directions: {rises.max():.3f} per unit")
print(
    f"cosine with the gradient: {best @ gradient / gradient.norm():.4f}"
)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

assert (rises - directions @ gradient).abs().max() < 1e-5
level = torch.stack([-gradient[1], gradient[0]]) / gradient.norm()
print(f"along the contour: {level @ gradient:.3f} per unit")
assert level.norm().isclose(torch.tensor(1.0).double())

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
loss_fn = nn.CrossEntropyLoss()
loss = loss_fn(model(X), y)
loss.backward()
slopes = parameters_to_vector(p.grad for p in model.parameters())
start = parameters_to_vector(model.parameters()).detach()


def loss_after(direction):
    """The loss after a step of length 0.1 down a direction."""
    step = 0.1 * direction / direction.norm()
    vector_to_parameters(start - step, model.parameters())
    with torch.no_grad():
        return loss_fn(model(X), y).item()


n, length = len(slopes), slopes.norm()
random = torch.randn(200, n)
per_unit = (random @ slopes) / random.norm(dim=1)
print(f"network of {n} parameters: gradient {length:.3f}")
print(f"200 random directions: ± {per_unit.std():.4f} per unit")
assert 0.8 < per_unit.std() * n**0.5 / length < 1.25
assert per_unit.abs().max() < length / 10
after, others = loss_after(slopes), min(map(loss_after, random))
print(f"loss {loss.item():.4f}, gradient step {after:.4f}")
print(f"best of 200 random steps {others:.4f}")
assert loss.item() - after > 10 * (loss.item() - others) > 0


def draw_bowl(up, level):
    """Contours, and arrows up the gradient and along the contour."""
    across, along = torch.linspace(-1, 6, 60), torch.linspace(0, 4, 60)
    xs, ys = torch.meshgrid(across, along, indexing="xy")
    heights = f(torch.stack([xs, ys], dim=-1))
    steps = range(7, 150, 20)
    plt.contour(xs, ys, heights, steps, colors="gray", linewidths=1)
    for (dx, dy), color in ((up, "C1"), (level, "C0")):
        arrow = {"arrowstyle": "->", "color": color, "lw": 2}
        plt.annotate("", (3 + dx, 2 + dy), (3, 2), arrowprops=arrow)
    plt.text(3.6, 2.8, "17 per unit", color="C1")
    plt.text(0.9, 2.5, "no change", color="C0")


draw_bowl(gradient / gradient.norm(), level)
plt.xlabel("x")
plt.ylabel("y")
plt.gca().set_aspect("equal")
plt.title("The gradient is at a right angle to the contour")
plt.show()
# --8<-- [end:evidence]
