# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = (torch.tensor(a[:200]) for a in load_digits(return_X_y=True))


def final_loss(width, shrink, lr=0.05, seed=0):  # after 20 steps
    torch.manual_seed(seed)
    layers = [nn.Linear(64, width), nn.ReLU(), nn.Linear(width, width)]
    model = nn.Sequential(*layers, nn.ReLU(), nn.Linear(width, 10))
    nn.init.zeros_(model.double()[4].weight)
    wide = [model[2].weight, model[4].weight]  # width inputs a unit
    rest = [model[0].weight, *[model[k].bias for k in (0, 2, 4)]]
    groups = [{"params": rest}, {"params": wide, "lr": lr * shrink}]
    optimizer = torch.optim.Adam(groups, lr=lr)
    for _ in range(20):
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X / 16), y).backward()
        optimizer.step()
    return nn.CrossEntropyLoss()(model(X / 16), y).item()


for width, shrink in ((16, 1), (256, 1), (256, 1 / 16)):
    print(f"width {width}, x {shrink}: {final_loss(width, shrink):.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
figure, axes = plt.subplots(1, 2, sharey=True)
carried = {}
print("loss, mean of 3 seeds, rate", *[f"{lr:6g}" for lr in rates])
for ax, name in zip(axes, ("standard", "scaled"), strict=True):
    losses = []
    for width in (16, 64, 256):
        shrink = 16 / width if name == "scaled" else 1
        runs = [
            [final_loss(width, shrink, lr, seed) for lr in rates]
            for seed in range(3)
        ]
        losses.append(torch.tensor(runs).mean(0))
        told = [f"{loss:6.2f}" for loss in losses[-1]]
        print(f"{name:8} width {width:3}         ", *told)
        ax.loglog(rates, losses[-1], ".-", label=f"width {width}")
    small, _, large = losses
    carried[name] = large[small.argmin()], large.min()
    ax.set_xlabel(f"learning rate, {name}")
print("width 256 at the best rate of 16, and at its own")
for name, (there, own) in carried.items():
    print(f"{name:8} {there:.2f} {own:.2f}")
there, own = carried["standard"]
assert there > 10 * own
there, own = carried["scaled"]
assert there < 3 * own
axes[0].set_ylabel("training loss after 20 steps")
axes[1].legend(loc="lower left", fontsize="small")
figure.suptitle("Scaled by width, the best rate stays")
plt.show()
# --8<-- [end:evidence]
