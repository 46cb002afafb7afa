# --8<-- [start:idea]
import torch
from torch.optim.lr_scheduler import CosineAnnealingLR

torch.manual_seed(0)
curvature = torch.tensor([[1.0], [0.02]])  # a steep weight, a flat one


def descend(lr, falls=False, noise=1.0, steps=1000):
    w = torch.full((2, 1000), 20.0)  # 1000 such pairs in one bowl
    optimizer = torch.optim.SGD([w], lr=lr)
    scheduler = CosineAnnealingLR(optimizer, T_max=steps)
    losses = []
    for _ in range(steps):
        jitter = noise * curvature.sqrt() * torch.randn(w.shape)
        w.grad = curvature * w + jitter
        optimizer.step()
        if falls:
            scheduler.step()
        losses.append((curvature * w**2).sum().item() / 2000)
    return w, losses  # of a pair


for lr, falls in ((0.5, False), (0.01, False), (0.5, True)):
    name = "cosine from" if falls else "constant"
    print(f"{name:11} {lr:4}: loss {descend(lr, falls)[1][-1]:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01]
arms = [(lr, False) for lr in rates] + [(0.5, True)]
ends = {}
print("learning rate    steep w²  floor    loss  no noise")
for lr, falls in arms:
    w, losses = descend(lr, falls)
    quiet = descend(lr, falls, noise=0)[1][-1]
    steep = w[0].square().mean().item()
    ends[lr, falls] = losses[-1], quiet
    floor = 0 if falls else lr / (2 - lr)
    name = "cosine from" if falls else "constant"
    row = f"{steep:9.3f} {floor:6.3f} {losses[-1]:7.3f} {quiet:9.3f}"
    print(f"{name:11} {lr:4} {row}")
    assert falls or abs(steep / floor - 1) < 0.2
    if lr in (0.5, 0.01):
        color = "C0" if falls else "gray"
        plt.plot(losses, color)
        plt.text(990, 1.7 * losses[-1], f"{name} {lr}", ha="right")
cosine, _ = ends.pop((0.5, True))
assert cosine < min(loss for loss, _ in ends.values()) / 10
assert ends[0.5, False][1] < cosine / 100  # without noise: no need
plt.yscale("log")
plt.ylim(0.001, 400)
plt.title("Fast at first, then quiet: let the rate fall")
plt.xlabel("step")
plt.ylabel("loss")
plt.show()
# --8<-- [end:evidence]
