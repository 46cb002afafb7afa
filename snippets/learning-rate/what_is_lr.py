# --8<-- [start:idea]
import torch

curvature = torch.tensor([1.0, 100.0])  # flat and steep


def bowl(w):
    return (curvature * w**2).sum() / 2


def descend(lr, steps=500):
    w = torch.tensor([10.0, 1.0]).double().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=lr)
    path = [w.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        bowl(w).backward()
        optimizer.step()  # w ← w - lr * w.grad
        path.append(w.detach().clone())
    return torch.stack(path)  # (steps + 1, 2)


for lr in (0.001, 0.01, 0.0199, 0.0201):  # the limit is 2 / 100
    print(f"lr {lr:<6}  loss at the end {bowl(descend(lr)[-1]):.2g}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

fig, axes = plt.subplots(3, sharex=True, sharey=True, figsize=(5.2, 6))
axes = dict(zip((0.001, 0.0199, 0.0201), axes, strict=True))
turn = torch.linspace(0, 2 * torch.pi, 41)

print("lr      first step  step 20  each step multiplies w by")
for lr in (0.001, 0.01, 0.0199, 0.0201):
    path = descend(lr)
    assert torch.allclose(path.diff(dim=0), -lr * curvature * path[:-1])
    factor = 1 - lr * curvature
    assert torch.allclose(path[-1], factor**500 * path[0], rtol=1e-3)
    sizes = path.diff(dim=0).norm(dim=1)  # how far each step goes
    row = f"{sizes[0]:10.2f} {sizes[19]:8.2f}"
    print(f"{lr:<6}  {row}   {factor[0]:6.4f}, {factor[1]:.2f}")
    assert (bowl(path[-1]) < bowl(path[0])) == (lr < 2 / curvature[1])
    if lr in axes:
        ax = axes[lr]
        for radius in (4, 8, 12):  # lines of equal loss
            ring = radius * turn.cos(), radius * turn.sin() / 10
            ax.plot(*ring, "gray", lw=0.6)
        ax.plot(*path[:50].T, "C0.-", lw=0.8, ms=4)
        ax.plot(*path[0], "C0o", ms=8)
        ax.text(10.4, 1.1, "start", size=10)
        ax.set(ylabel="steep weight", title=f"learning rate {lr}")
ax.set_xlabel("flat weight")
fig.suptitle("50 steps: too small, below the limit 0.02, above it")
plt.show()
# --8<-- [end:evidence]
