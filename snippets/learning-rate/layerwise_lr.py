import copy

import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)


def layer_groups(layers, lr: float, decay: float) -> list[dict]:
    """Parameter groups for any optimizer of torch.

    The last of `layers` gets rate `lr`, each one before it `decay`
    times the rate of its successor. Source: arXiv:1801.06146.
    """
    groups = []
    for layer in reversed(layers):
        params = list(layer.parameters())
        if params:  # a ReLU has none
            groups.append({"params": params, "lr": lr})
            lr = lr * decay
    return groups


def fit(model, groups, X, y, steps):
    optimizer = torch.optim.Adam(groups, fused=True)
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


decays = {"one rate": 1, "falling": 1 / 2.6, "last layer": 0}
rates = [3e-3, 1e-2, 3e-2, 0.1, 0.3, 1]
tests = {name: [] for name in decays}
picked = {name: [] for name in decays}
for seed in range(5):
    torch.manual_seed(seed)
    base = nn.Sequential(
        *(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()),
        *(nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 5)),
    )
    fit(base, layer_groups([base], 1e-2, 1), X[y < 5], y[y < 5], 60)
    base[-1].reset_parameters()  # for five other digits
    new = (y >= 5).nonzero()[:, 0]
    new = new[torch.randperm(len(new))]
    train, valid, test = new.split([40, 200, len(new) - 240])
    for name, decay in decays.items():
        tries = []
        for lr in rates:
            model = copy.deepcopy(base)
            groups = layer_groups(model, lr, decay)
            fit(model, groups, X[train], y[train] - 5, 40)
            right = (model(X).argmax(1) == y - 5).float()
            tries.append(
                [right[k].mean().item() for k in (valid, test)]
            )
        best = max(range(len(rates)), key=lambda k: tries[k][0])
        picked[name].append(rates[best])
        tests[name].append(tries[best][1])

print("test accuracy  mean    from    to   rates picked")
for name, part in tests.items():
    row = f"{name:12}{sum(part) / len(part):8.2f}"
    row += f"{min(part):8.2f}{max(part):6.2f}   "
    print(row + ", ".join(f"{lr:g}" for lr in picked[name]))

one, falling, last = torch.tensor(list(tests.values()))
assert (one - falling).mean() > -0.05  # falling gains nothing
assert (one - last).mean() > 0.15
