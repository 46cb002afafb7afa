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


def fit(model, lr, decay, X, y, steps):
    optimizer = torch.optim.Adam(layer_groups(model, lr, decay))
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def accuracy(model, X, y):
    return 100 * (model(X).argmax(dim=1) == y).double().mean().item()


rates = [0.003, 0.01, 0.03, 0.1, 0.3]  # of the layer that moves most
scores = {}
for seed in range(5):
    torch.manual_seed(seed)
    old, *rows = torch.randperm(len(X)).split([1000, 60, 200, 537])
    base = deepcopy(model).double()
    for layer in base[::2]:
        layer.reset_parameters()
    fit(base, 0.01, 1, X[old], y[old], steps=80)
    headless = deepcopy(base)
    headless[-1].reset_parameters()
    names, pixels = torch.randperm(10), torch.randperm(64)
    for task, start, images, labels in (
        ("new labels", headless, X, names[y]),
        ("new inputs", base, X[:, pixels], y),
    ):
        train, val, test = [(images[i], labels[i]) for i in rows]
        for decay in (0.2, 1, 5):
            runs = scores.setdefault((task, decay), [])
            runs.append([])
            for lr in rates:
                last = lr if decay < 5 else lr / decay**2
                tuned = deepcopy(start)
                fit(tuned, last, decay, *train, steps=30)
                pair = accuracy(tuned, *val), accuracy(tuned, *test)
                runs[-1].append(pair)

print("test accuracy in %, n = 5   (picked rate)")
best = {}
for (task, decay), runs in scores.items():
    val, test = torch.tensor(runs).unbind(dim=2)  # (seed, rate)
    pick = val.mean(dim=0).argmax()
    test = test[:, pick]
    best[task, decay], error = test.mean(), test.std() / 5**0.5
    row = f"{best[task, decay]:.1f} ± {error:.1f}   ({rates[pick]})"
    print(f"{task}, factor {decay:3}: {row}")
ways = ["fall (0.2)", "equal (1)", "rise (5)"]
falling, one, rising = [best["new labels", k] for k in (0.2, 1, 5)]
assert min(falling, one) > rising + 5 and one > falling - 10
plt.plot(ways, [falling, one, rising], "C0o-", label="labels")
falling, one, rising = [best["new inputs", k] for k in (0.2, 1, 5)]
assert min(rising, one) > falling + 5 and one > rising - 15
plt.plot(ways, [falling, one, rising], "C1o-", label="inputs")
plt.xlabel("learning rates toward the input")
plt.ylabel("test accuracy (percent)")
plt.title("The layers near the change should move most")
plt.legend(title="what is new")
plt.show()
# --8<-- [end:evidence]
