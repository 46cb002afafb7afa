# --8<-- [start:idea]
from math import hypot, sqrt

import torch


def play(alternating, make=torch.optim.SGD, **options):
    """x makes x * y small, y makes it large: the path from (1, 1)."""
    x = torch.ones((), requires_grad=True)
    y = torch.ones((), requires_grad=True)
    x_step = make([x], lr=0.1, **options)
    y_step = make([y], lr=0.1, maximize=True, **options)
    path = []
    for _ in range(500):
        x.grad, y.grad = torch.autograd.grad(x * y, [x, y])
        x_step.step()
        if alternating:  # y answers to the x that has just moved
            (y.grad,) = torch.autograd.grad(x * y, [y])
        y_step.step()
        path.append((x.item(), y.item()))
    return path


print(f"simultaneous: {hypot(*play(False)[-1]):5.2f} from (0, 0)")
print(f"alternating:  {hypot(*play(True)[-1]):5.2f} from (0, 0)")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def extragradient(x, y, lr=0.1):
    """Looks one step ahead, and uses the gradients found there."""
    ahead_x, ahead_y = x - lr * y, y + lr * x
    return x - lr * ahead_y, y + lr * ahead_x


def penalty(x, y, lr=0.1):
    """The second player also pays y**2 / 2."""
    return x - lr * y, y + lr * (x - y)


paths = {"simultaneous": play(False), "alternating": play(True)}
for rule in (extragradient, penalty):
    path = [(1.0, 1.0)]
    for _ in range(500):
        path.append(rule(*path[-1]))
    paths[rule.__name__] = path
for beta in (0.9, 0.0):
    path = play(True, torch.optim.Adam, betas=(beta, 0.999))
    paths[f"Adam, beta {beta}"] = path

print("distance from (0, 0)  step 100  step 500  mean of 500")
for name, path in paths.items():
    mean = hypot(*torch.tensor(path[-500:]).mean(0))
    early, late = hypot(*path[99]), hypot(*path[-1])
    print(f"{name:20} {early:9.2f} {late:9.4f} {mean:12.2f}")
ends = {name: hypot(*path[-1]) for name, path in paths.items()}
assert abs(ends["simultaneous"] - sqrt(2) * 1.01**250) < 0.01
assert abs(ends["alternating"] - sqrt(2)) < 0.01
assert hypot(*torch.tensor(paths["alternating"]).mean(0)) < 0.02
assert ends["extragradient"] < 0.2 and ends["penalty"] < 0.0001
assert ends["Adam, beta 0.9"] > 10 and ends["Adam, beta 0.0"] < 1

for name in ("simultaneous", "alternating", "extragradient", "penalty"):
    plt.plot(*zip(*paths[name][:150], strict=True), label=name)
plt.plot(0, 0, "o", color="gray")
plt.xlabel("x, the first player")
plt.ylabel("y, the second player")
plt.title("150 steps: out, around, or in to the equilibrium")
plt.legend(loc="upper left")
plt.axis("equal")
plt.show()
# --8<-- [end:evidence]
