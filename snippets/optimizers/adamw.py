# --8<-- [start:idea]
import torch
from torch.optim import SGD, Adam, AdamW

torch.manual_seed(0)
sizes = torch.tensor([0, 0.01, 1]).double()  # of the gradients
noise = torch.randn(100, 3, 1000) * sizes[:, None]
noise -= noise.mean(dim=0)  # sums to 0: only decay moves the mean


def path(optimizer_class, decay):  # (101, 3 sizes), from 1
    w = torch.ones(3, 1000).double()
    optimizer = optimizer_class([w], lr=0.01, weight_decay=decay)
    means = [w.mean(dim=1)]
    for gradient in noise:
        w.grad = gradient
        optimizer.step()
        means.append(w.mean(dim=1))
    return torch.stack(means)


for rule in (SGD, Adam, AdamW):
    left = [f"{weight:.2f}" for weight in path(rule, decay=0.1)[-1]]
    print(f"{rule.__name__:5} leaves", *left)
# --8<-- [end:idea]
# --8<-- [start:evidence]
from functools import partial

import matplotlib.pyplot as plt

print("no gradient, left at decay 0.0001    0.1      1")
for rule, color in ((Adam, "C2"), (AdamW, "C4")):
    row = []
    for decay, dash in ((1e-4, "-"), (0.1, "--"), (1, ":")):
        quiet = path(rule, decay)[:, 0]
        row.append(quiet[-1].item())
        exact = (1 - 0.01 * decay) ** 100 if rule is AdamW else 0.22
        assert abs(row[-1] - exact) < 0.01
        label = f"{rule.__name__}, decay {decay:g}"
        plt.plot(quiet, color + dash, label=label)
    print(f"{rule.__name__:28}", *[f"{left:6.2f}" for left in row])


def by_hand(optimizer_class):
    """What is left if the decay of 0.1 is done outside."""
    w = torch.ones(3, 1000).double()
    optimizer = optimizer_class([w], lr=0.01, weight_decay=0)
    for gradient in noise:
        w *= 1 - 0.01 * 0.1
        w.grad = gradient
        optimizer.step()
    return w.mean(dim=1)


heavy = partial(SGD, momentum=0.9)
for name, rule, bare in (
    ("SGD", SGD, SGD),
    ("AdamW", AdamW, Adam),
    ("SGD, momentum", heavy, heavy),
):
    gap = (path(rule, 0.1)[-1] - by_hand(bare)).abs().max()
    print(f"{name:13} against decay by hand: {gap:.2f} apart")
    if rule is heavy:
        assert gap > 0.4
    else:
        assert gap < 1e-12
plt.text(8, 0.42, "all three of Adam")
plt.ylim(0.1, 1.8)
plt.title("No gradient: Adam shrinks at any decay alike")
plt.xlabel("step, at learning rate 0.01")
plt.ylabel("weight")
plt.legend(loc="upper center", ncols=2)
plt.show()
# --8<-- [end:evidence]
