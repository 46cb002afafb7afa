import matplotlib.pyplot as plt
import torch
from torch.optim.lr_scheduler import LambdaLR

lr, beta, n = 0.015, 0.9, 100
curvature = torch.tensor([100.0, 1.0], dtype=torch.float64)


def slope(w):
    return w.sum()


def bowl(w):
    return (curvature * w**2).sum() / 2


def run(loss_of, factor, momentum=0.0, steps=n):
    """Path (steps + 1, 2), and cosines of step and downhill."""
    w = torch.ones(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr, momentum)
    scheduler = LambdaLR(optimizer, factor)
    path, cosines = [w.detach().clone()], []
    for _ in range(steps):
        optimizer.zero_grad()
        loss_of(w).backward()
        optimizer.step()
        scheduler.step()
        path.append(w.detach().clone())
        moved = path[-1] - path[-2]
        cosines.append(torch.cosine_similarity(moved, -w.grad, dim=0))
    return torch.stack(path), torch.stack(cosines)


def constant(i):
    return 1.0


def growing(i):  # what momentum's steps do while the slope stays
    return (1 - beta ** (i + 1)) / (1 - beta)


with_momentum, _ = run(slope, constant, beta)
scheduled, _ = run(slope, growing)
assert torch.allclose(with_momentum, scheduled, rtol=0, atol=1e-12)
print("slope: the two paths are equal")

paths = {
    "momentum": run(bowl, constant, beta),
    "growing rate": run(bowl, growing),
    "constant rate": run(bowl, constant),
}
print(f"bowl, {n} steps   left   lowest cosine")
for name, (path, cosines) in paths.items():
    far, low = path[-1].norm(), cosines.min()
    print(f"{name:13}{far:15.1g}{low:17.2f}")
    color = {"momentum": "C1", "growing rate": "C0"}.get(name, "gray")
    plt.semilogy(path.norm(dim=1), color, label=name)
assert paths["momentum"][1].min() < 0  # it even moves uphill
for name in ("growing rate", "constant rate"):
    assert (paths[name][1] > 1 - 1e-9).all()  # downhill only

assert paths["momentum"][0][-1].norm() < 0.1
assert paths["growing rate"][0][-1].norm() > 1e6

known, _ = run(bowl, lambda i: (1 if i else 0.01) / lr, steps=2)
left = known[-1].norm()
assert left < 1e-12
print(f"rate 0.01, then 1: {left:.3f} left after 2 steps")

plt.title("Momentum is no rate schedule")
plt.xlabel("step")
plt.ylabel("distance from the minimum")
plt.ylim(1e-3, 1e5)
plt.legend(loc="center right")
plt.show()
