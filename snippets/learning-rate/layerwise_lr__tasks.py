from copy import deepcopy
from itertools import product

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
rates = [0.003, 0.01, 0.03, 0.1, 0.3]  # of the layer that moves most
ways = {  # shares of the rate for the first layer, middle and last
    "falling": (0.04, 0.2, 1),
    "one rate": (1, 1, 1),
    "rising": (1, 0.2, 0.04),
    "head fast": (1, 0.2, 1),
}


def fit(model, lrs, X, y, steps):
    pairs = zip(model[::2], lrs, strict=True)
    groups = [{"params": a.parameters(), "lr": lr} for a, lr in pairs]
    optimizer = torch.optim.Adam(groups)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X), y).backward()
        optimizer.step()


torch.manual_seed(0)
layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()
base = nn.Sequential(*layers, nn.Linear(32, 10)).double()
runs = {}
for seed in range(5):
    torch.manual_seed(seed)
    old, *rows = torch.randperm(len(X)).split([1000, 60, 200, 537])
    for layer in base[::2]:
        layer.reset_parameters()
    fit(base, [0.01] * 3, X[old], y[old], steps=80)
    new_head = deepcopy(base)
    new_head[-1].reset_parameters()
    labels, pixels = torch.randperm(10)[y], torch.randperm(64)
    tasks = {"labels": (new_head, X, labels)}
    tasks["inputs"] = base, X[:, pixels], y
    for task, way, lr in product(tasks, ways, rates):
        start, images, digits = tasks[task]
        data = [(images[i], digits[i]) for i in rows]
        model = deepcopy(start)
        fit(model, [lr * k for k in ways[way]], *data[0], steps=30)
        right = [100.0 * (model(A).argmax(1) == b) for A, b in data[1:]]
        ends = [share.mean().item() for share in right]
        runs.setdefault((task, way), []).append(ends)

print("test accuracy in %, n = 5       (picked rate)")
for task in ("labels", "inputs"):
    means = {}
    for way in ways:
        table = torch.tensor(runs[task, way]).view(5, 5, 2)
        pick = table[:, :, 0].mean(dim=0).argmax()  # on validation
        test = table[:, pick, 1]  # of each seed
        means[way], error = test.mean(), test.std() / 5**0.5
        cells = f"{means[way]:.1f} ± {error:.1f}   ({rates[pick]})"
        print(f"new {task}, {way:9} {cells}")
    plt.plot(means.keys(), means.values(), "o-", label=f"new {task}")
    low = means.pop("rising" if task == "labels" else "falling")
    assert max(low + 5, max(means.values()) - 15) < min(means.values())
plt.ylabel("test accuracy (percent)")
plt.title("New labels: a slow last layer costs most")
plt.legend()
plt.show()
