# --8<-- [start:idea]
import numpy as np
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, targets = X / 16, np.eye(10)[y]


def test_error(n_features, ridge, seed):
    """Of least squares on random ReLU features of 100 images."""
    rng = np.random.default_rng(seed)
    train, test = np.split(rng.permutation(len(X)), [100])
    H = np.maximum(X @ rng.normal(size=(64, n_features)), 0)
    K = H[train] @ H[train].T + ridge * np.eye(100)
    W = H[train].T @ np.linalg.solve(K, targets[train])
    return np.mean((H[test] @ W).argmax(1) != y[test])


for n_features in (60, 110, 1000):
    errors = [test_error(n_features, 1e-8, seed) for seed in range(10)]
    print(f"{n_features:4} features: error {np.median(errors):.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

plain, ridge = {}, {}
print("median of 10 draws  no ridge  ridge of 1")
for n in (20, 40, 60, 80, 100, 110, 150, 300, 1000):
    runs = [
        (test_error(n, 1e-8, seed), test_error(n, 1, seed))
        for seed in range(10)
    ]
    plain[n], ridge[n] = np.median(runs, axis=0)
    print(f"{n:9} features {plain[n]:9.2f} {ridge[n]:11.2f}")
peak = max(plain[100], plain[110])
assert peak > 1.7 * plain[60] and peak > 2 * plain[300]
assert plain[1000] < 0.7 * plain[60]
assert max(ridge[100], ridge[110]) < ridge[60] + 0.05
assert ridge[1000] < ridge[60] < plain[60]

for error, label in ((plain, "no ridge"), (ridge, "ridge of 1")):
    plt.semilogx(list(error), list(error.values()), "o-", label=label)
plt.axvline(100, color="gray", linestyle="--")
plt.xlabel("random features (dashed: 100, as many as images)")
plt.ylabel("test error")
plt.title("The error peaks, then falls below where it was")
plt.legend()
plt.show()
# --8<-- [end:evidence]
# --8<-- [start:network]
from itertools import pairwise

import torch
from torch import nn

images, labels = torch.tensor(X), torch.tensor(y)


def network_error(width, wrong, seed):
    """Of a network on 100 images, after 150 steps of Adam."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(images)).split([100, 1697])
    told = labels[train]
    told[:wrong] = (told[:wrong] + torch.randint(1, 10, (wrong,))) % 10
    layers = nn.Linear(64, width), nn.ReLU(), nn.Linear(width, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        optimizer.zero_grad()
        nn.functional.cross_entropy(
            model(images[train]), told
        ).backward()
        optimizer.step()
    off = model(images[test]).argmax(1) != labels[test]
    return off.double().mean().item()


print("test error of 4 networks   labels right  20 of 100 wrong")
means = {0: [], 20: []}
for width in (4, 8, 13, 32, 256):
    for wrong, row in means.items():
        runs = [network_error(width, wrong, s) for s in range(4)]
        row.append(sum(runs) / 4)
    told = f"{means[0][-1]:.2f} {means[20][-1]:15.2f}"
    print(f"{width:9} units {told:>32}")
for row in means.values():  # no peak on the way
    for narrow, wide in pairwise(row):
        assert wide < narrow + 0.05
# --8<-- [end:network]
