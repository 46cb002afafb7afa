import matplotlib.pyplot as plt
import torch


class Momentum:
    """Gradient descent with momentum: the steps of torch.optim.SGD.

    `momentum` is the share of the velocity kept each step; `nesterov`
    steps as if one step ahead. Every parameter needs a gradient.
    """

    def __init__(self, params, lr, momentum=0.9, nesterov=False):
        self.params, self.lr = list(params), lr
        self.momentum, self.nesterov = momentum, nesterov
        self.velocity = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self) -> None:
        for p, v in zip(self.params, self.velocity, strict=True):
            v.mul_(self.momentum).add_(p.grad)
            ahead = p.grad + self.momentum * v
            p -= self.lr * (ahead if self.nesterov else v)


w = torch.zeros(2, requires_grad=True)
optimizer = Momentum([w], lr=0.1, momentum=0.9)
for i in range(1, 101):
    w.grad, before = torch.tensor([1.0, (-1.0) ** i]), w.clone()
    optimizer.step()
    if i in (1, 2, 3, 100):
        even, flips = (w - before).abs()
        row = f"even slope {even:.2f}, to and fro {flips:.2f}"
        print(f"step {i:3}: {row}")

curvature = torch.tensor([1.0, 100.0], dtype=torch.float64)


def descend(optimizer_class, settings):  # path: (801, 2)
    w = torch.tensor([1.0, 0.1], dtype=torch.float64)
    path = torch.zeros(801, 2, dtype=torch.float64)
    optimizer = optimizer_class([w], **settings)
    for i in range(801):
        path[i] = w
        w.grad = curvature * w  # the loss: curvature · w² / 2
        optimizer.step()
    return path, optimizer


low, high = curvature.sqrt().tolist()
shrink = (high - low) / (high + low)
runs = (  # best for a quadratic; Nesterov's is the standard choice
    ("plain", 2 / (high**2 + low**2), 0.0, "C0"),
    ("Nesterov", 1 / high**2, shrink, "C4"),
    ("heavy ball", 4 / (high + low) ** 2, shrink**2, "C1"),
)
turn = torch.linspace(0, 2 * torch.pi, 30)[:, None]
r = torch.tensor([0.3, 0.7, 1.2, 2.2])  # contours of the loss
_, axes = plt.subplots(3, figsize=(5.4, 5.8), sharex=True, sharey=True)
print("           lr      momentum   steps to a millionth")
for ax, (name, lr, kept, color) in zip(axes, runs, strict=True):
    settings = {"lr": lr, "momentum": kept}
    settings["nesterov"] = name == "Nesterov"
    path, own = descend(Momentum, settings)
    their_path, theirs = descend(torch.optim.SGD, settings)
    assert torch.allclose(path, their_path, rtol=1e-9, atol=1e-15)
    for state in theirs.state.values() if kept else ():
        v = state["momentum_buffer"]
        assert torch.allclose(own.velocity[0], v, atol=1e-15)
    n = int((path.norm(dim=1) > 1e-6 * path[0].norm()).sum())
    print(f"{name:10} {lr:.3f} {kept:10.2f} {n:10}")
    ax.plot(r * turn.cos(), r / 10 * turn.sin(), color="gray", lw=0.5)
    ax.plot(*path[:31].T, color, marker=".", lw=1)
    ax.plot(0, 0, "*", color="gray", ms=13)
    ax.set_title(f"{name}: 30 of {n} steps")
plt.axis([-0.4, 1.1, -0.42, 0.42])
axes[1].set_ylabel("weight across the valley")
axes[2].set_xlabel("weight along the valley")
plt.show()
