import matplotlib.pyplot as plt
import torch

curvature = torch.tensor([1.0, 100.0], dtype=torch.double)


def bowl(w):  # (2,) -> loss; flat along w[0], steep along w[1]
    return (curvature * w**2).sum() / 2


print("rate    step 1   step 20   loss after 500 steps")
paths = {}
for lr in (0.001, 0.01, 0.0199, 0.0201):
    w = torch.tensor([10.0, 1.0], dtype=torch.double)
    w.requires_grad_()
    optimizer = torch.optim.SGD([w], lr=lr)
    path = [w.detach().clone()]
    for _ in range(500):
        loss = bowl(w)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        assert torch.allclose(w, path[-1] - lr * w.grad, rtol=1e-12)
        path.append(w.detach().clone())
    paths[lr] = path = torch.stack(path)  # (501, 2)
    formula = (1 - lr * curvature) ** 500 * path[0]
    assert torch.allclose(path[-1], formula, rtol=1e-9)
    sizes = path.diff(dim=0).norm(dim=1)  # how far each step goes
    end = bowl(path[-1])
    print(f"{lr:<6} {sizes[0]:7.2f} {sizes[19]:9.2f} {end:15.2g}")
    assert (end < bowl(path[0])) == (lr < 2 / curvature.max())

fig, axs = plt.subplots(3, sharex=True, sharey=True, figsize=(5.2, 6))
turn = torch.linspace(0, 2 * torch.pi, 41)
for ax, lr in zip(axs, (0.001, 0.0199, 0.0201), strict=True):
    for radius in (4, 8, 12):  # lines of equal loss
        circle = radius * turn.cos(), radius * turn.sin() / 10
        ax.plot(*circle, "gray", lw=0.6)
    ax.plot(*paths[lr][:50].T, "C0.-", lw=0.8, ms=4)
    ax.plot(*paths[lr][0], "C0o", ms=8)
    ax.text(10.4, 1.1, "start", size=10)
    ax.set(ylabel="steep weight", title=f"rate {lr}")
axs[2].set_xlabel("flat weight")
fig.suptitle("50 steps: too small, below 0.02, above it")
plt.show()
