# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, Dataset


class Digits(Dataset):
    def __init__(self, n_rows):
        X, y = load_digits(return_X_y=True)
        self.X = torch.tensor(X[:n_rows]).float()
        self.y = torch.tensor(y[:n_rows])

    def __len__(self):
        return len(self.y)

    def __getitem__(self, row):
        return self.X[row], self.y[row]


torch.manual_seed(0)
data = Digits(1437)
loader = DataLoader(data, batch_size=64, shuffle=True)
sizes = [len(y) for X, y in loader]
print(f"{len(loader)} batches of {max(sizes)}, the last of {sizes[-1]}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import time

import matplotlib.pyplot as plt

for batch, (X, y) in enumerate(DataLoader(data, 64)):
    rows = slice(64 * batch, 64 * batch + 64)
    assert torch.equal(X, data.X[rows]) and torch.equal(y, data.y[rows])
print("without shuffle, batch k is rows 64 k to 64 k + 63")
full = DataLoader(data, 64, drop_last=True)
print(f"drop_last: {len(full)} batches, {1437 - 64 * len(full)} unused")


def by_loader():
    return [y.sum() for X, y in loader]


def by_index():
    batches = torch.randperm(len(data)).split(64)
    assert len(batches) == len(loader)
    pairs = [(data.X[rows], data.y[rows]) for rows in batches]
    return [y.sum() for X, y in pairs]


def seconds(epoch):
    start = time.perf_counter()
    assert sum(epoch()) == data.y.sum()
    return time.perf_counter() - start


fastest = min(seconds(by_index) for _ in range(5))
assert seconds(by_loader) > 5 * fastest
print("indexing in memory is more than 5 times as fast")

fig, axes = plt.subplots(2, sharex=True, figsize=(4.6, 3.4))
twenty = DataLoader(range(20), 8, shuffle=True)
for ax, name in zip(axes, ("first", "second"), strict=True):
    for batch, rows in enumerate(twenty):
        for place, row in enumerate(rows.tolist()):
            box = {"facecolor": "none", "edgecolor": f"C{batch}"}
            ax.text(place, batch, f"{row:2}", bbox=box, ha="center")
    ax.set(xlim=(-0.6, 7.6), ylim=(2.6, -0.6), ylabel=f"{name} epoch")
    ax.set_yticks(range(3), ["batch 1", "batch 2", "batch 3"])
    ax.set_xticks([])
fig.suptitle("20 rows by 8: three batches an epoch")
plt.show()
# --8<-- [end:evidence]
