# --8<-- [start:idea]
import torch
from torch import nn


def layer_groups(model, lr, decay):
    """Groups for any optimizer: the last layer gets `lr`, each one
    before it `decay` times the rate of the next (arXiv:1801.06146)."""
    groups = []
    for layer in reversed(model):
        if params := list(layer.parameters()):  # a ReLU has none
            groups.append({"params": params, "lr": lr})
            lr *= decay
    return groups


torch.manual_seed(0)
layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()
model = nn.Sequential(*layers, nn.Linear(32, 10))
optimizer = torch.optim.Adam(layer_groups(model, 0.01, decay=0.2))
for group in optimizer.param_groups:
    shape = tuple(group["params"][0].shape)
    print(f"weights {shape}: learning rate {group['lr']:g}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from copy import deepcopy

import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def fit(model, groups, X, y, steps):
    optimizer = torch.optim.Adam(groups)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X), y).backward()
        optimizer.step()


def accuracies(start, lr, shares):
    """Validation and test, in percent, after tuning a copy."""
    model = deepcopy(start)
    groups = layer_groups(model, lr, decay=1)
    for group, share in zip(groups, shares, strict=True):
        group["lr"] *= share
    fit(model, groups, *train, steps=30)
    right = [(model(X).argmax(1) == y).double() for X, y in held]
    return [100 * share.mean() for share in right]


rates = [0.003, 0.01, 0.03, 0.1, 0.3]  # of the layer that moves most
ways = {  # shares of the rate for the last layer, middle and first
    "falling": (1, 0.2, 0.04),
    "one rate": (1, 1, 1),
    "rising": (0.04, 0.2, 1),
    "head fast": (1, 0.2, 1),
}
scores, tasks = {}, ("labels", "inputs")
for seed in range(5):
    torch.manual_seed(seed)
    old, *rows = torch.randperm(len(X)).split([1000, 60, 200, 537])
    base = deepcopy(model).double()
    for layer in base[::2]:
        layer.reset_parameters()
    fit(base, layer_groups(base, 0.01, 1), X[old], y[old], steps=80)
    new_head = deepcopy(base)
    new_head[-1].reset_parameters()
    names, pixels = torch.randperm(10), torch.randperm(64)
    kinds = (new_head, X, names[y]), (base, X[:, pixels], y)
    for task, (start, images, labels) in zip(tasks, kinds, strict=True):
        train, *held = [(images[i], labels[i]) for i in rows]
        for way, shares in ways.items():
            runs = [accuracies(start, lr, shares) for lr in rates]
            scores.setdefault((task, way), []).append(runs)

print("test accuracy in %, n = 5       (picked rate)")
means = {}
for (task, way), runs in scores.items():
    val, test = torch.tensor(runs).unbind(dim=2)  # (seed, rate)
    pick = val.mean(dim=0).argmax()
    mean, error = test[:, pick].mean(), test[:, pick].std() / 5**0.5
    row = f"{mean:.1f} ± {error:.1f}   ({rates[pick]})"
    print(f"new {task}, {way:9} {row}")
    means.setdefault(task, []).append(mean)
fall, one, rise, head = means["labels"]
assert min(fall, one, head) > rise + 5 and abs(head - one) < 5
fall, one, rise, head = means["inputs"]
assert min(rise, one, head) > fall + 5 and one > rise - 15
for i, task in enumerate(tasks):
    plt.plot(ways.keys(), means[task], f"C{i}o-", label=f"new {task}")
plt.ylabel("test accuracy (percent)")
plt.title("New labels: a slow last layer costs most")
plt.legend()
plt.show()
# --8<-- [end:evidence]
