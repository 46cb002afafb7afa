# --8<-- [start:idea]
import torch


def descend(ratio, lr, momentum, nesterov=False):
    """Down a valley, ratio times as curved across as along, until
    the distance has shrunk to a thousandth."""
    curvature = torch.tensor([1.0, ratio]).double()
    w = torch.tensor([1.0, 0.1]).double()  # along, across
    start, path = w.norm(), []
    optimizer = torch.optim.SGD([w], lr, momentum, nesterov=nesterov)
    while w.norm() > 1e-3 * start:
        path.append(w.tolist())
        w.grad = curvature * w
        optimizer.step()
    return path


ratio = 100
plain = descend(ratio, lr=2 / (1 + ratio), momentum=0)
nesterov = descend(ratio, lr=1 / ratio, momentum=0.82, nesterov=True)
heavy = descend(ratio, lr=0.033, momentum=0.67)
print(f"steps: plain {len(plain)}", end=", ")
print(f"Nesterov {len(nesterov)}, heavy ball {len(heavy)}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from math import log

import matplotlib.pyplot as plt

velocity = torch.zeros(2)
for i in range(100):
    velocity = 0.9 * velocity + torch.tensor([1.0, (-1.0) ** i])
even, flips = velocity.abs()
print(f"velocity: even slope {even:.2f}, to and fro {flips:.2f}")
assert abs(even - 10) < 0.01 and abs(flips - 1 / 1.9) < 0.01


def in_the_long_run(ratio, momentum):
    """Steps for a factor of 1000, by the eigenvalues of a step."""
    lr = 2 * (1 + momentum) / (1 + ratio)  # the best for a quadratic
    radius = 0
    for curvature in (1, ratio):
        step = [[1 + momentum - lr * curvature, -momentum], [1, 0]]
        step = torch.tensor(step, dtype=torch.double)
        radius = max(radius, torch.linalg.eigvals(step).abs().max())
    return log(1e-3) / log(radius)


print("ratio    plain  fixed 0.9  tuned   (steps)")
steps = {}
for ratio in (10, 100, 1000, 10_000, 100_000):
    tuned = ((ratio**0.5 - 1) / (ratio**0.5 + 1)) ** 2
    steps[ratio] = [in_the_long_run(ratio, m) for m in (0, 0.9, tuned)]
    print("{:6} {:7.0f} {:10.0f} {:6.0f}".format(ratio, *steps[ratio]))
few, many = steps[10_000], steps[100_000]
assert many[0] > 9 * few[0] and many[1] > 9 * few[1]
assert 3 < many[2] / few[2] < 4  # about the root of ten
assert steps[10][1] > 3 * steps[10][0]  # there 0.9 is slower

plt.plot(*torch.tensor(plain[:31]).T, ".-", label="plain")
plt.plot(*torch.tensor(heavy[:31]).T, ".-", label="heavy ball")
side = torch.linspace(-0.4, 1.1, 81)
height = side**2 + 100 * side[:, None] ** 2
plt.contour(side, side, height, [0.1, 0.5, 1.5], colors="gray")
plt.ylim(-0.4, 0.4)
plt.title("30 steps in a narrow valley")
plt.xlabel("weight along the valley")
plt.ylabel("weight across the valley")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
