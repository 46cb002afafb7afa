# --8<-- [start:idea]
import torch

curvature = torch.tensor([100.0, 1.0]).double()


def descend(grad, momentum=0.0, growing=False, lr=0.015, steps=100):
    w = torch.ones(2).double()
    optimizer = torch.optim.SGD([w], lr=lr, momentum=momentum)
    path = [w.clone()]
    for step in range(steps):
        w.grad = grad(w)
        if growing:  # as momentum 0.9 lengthens steps on a slope
            share = (1 - 0.9 ** (step + 1)) / (1 - 0.9)
            optimizer.param_groups[0]["lr"] = lr * share
        optimizer.step()
        path.append(w.clone())
    return torch.stack(path)  # (steps + 1, 2)


def bowl(w):
    return curvature * w  # the gradient of (curvature * w**2).sum() / 2


print(f"momentum:     {descend(bowl, momentum=0.9)[-1].norm():.0e}")
print(f"growing rate: {descend(bowl, growing=True)[-1].norm():.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def cosines(path, grad):
    """Of each step and the way downhill."""
    downhill = torch.stack([-grad(w) for w in path[:-1]])
    return torch.cosine_similarity(path.diff(dim=0), downhill)


slope = torch.ones_like  # the gradient of w.sum()
one, other = descend(slope, 0.9), descend(slope, growing=True)
assert torch.allclose(one, other, rtol=0, atol=1e-12)
print("slope: the two paths are equal")

paths = {
    "momentum": descend(bowl, 0.9),
    "growing rate": descend(bowl, growing=True),
    "constant rate": descend(bowl),
    "growing, lr 0.0015": descend(bowl, growing=True, lr=0.0015),
}
print("bowl, 100 steps      left   lowest cosine")
left, lowest = {}, {}
for i, (name, path) in enumerate(paths.items()):
    left[name], lowest[name] = (
        path[-1].norm(),
        cosines(path, bowl).min(),
    )
    print(f"{name:18} {left[name]:6.1g} {lowest[name]:15.2f}")
    plt.semilogy(path.norm(dim=1), f"C{i}", label=name)
assert lowest["momentum"] < 0  # it even moves uphill
assert all(low > 0.999 for low in list(lowest.values())[1:])
assert left["momentum"] < 0.1 and left["growing rate"] > 1e6
assert left["growing, lr 0.0015"] < 1

w = torch.ones(2).double()
for lr in (0.01, 1):  # one over each curvature
    w = w - lr * bowl(w)
print(f"rate 0.01, then 1: {w.norm():.3f} left after 2 steps")

plt.title("Momentum is no rate schedule")
plt.xlabel("step")
plt.ylabel("distance from the minimum")
plt.ylim(1e-3, 1e5)
plt.legend(loc="center right")
plt.show()
# --8<-- [end:evidence]
