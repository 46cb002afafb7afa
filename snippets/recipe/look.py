# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
seen = X[train]  # not the test rows
print(f"train is {len(seen)} rows of {seen.shape[1]}", end=", ")
print(f"from {seen.min():.0f} to {seen.max():.0f}", end=", ")
print(f"mean {seen.mean():.2f}")
for name, part in {"train": train, "val": val}.items():
    share = y[part].bincount() / len(part)
    print(f"{name:5}  classes from {share.min():.0%}", end=" ")
    print(f"to {share.max():.0%} of the rows")
distance = torch.cdist(X[val], X[train])  # (300, 1197)
print(f"nearest pair of val and train: {distance.min():.1f} apart")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.utils.data import DataLoader, TensorDataset

assert distance.min() > 0.1  # no copies
# is the nearest image a neighbor in the file?
rows_away = (train[distance.argmin(1)] - val).abs()
near, chance = (rows_away <= 130).float().mean(), 2 * 130 / len(X)
print(f"within 130 rows in the file: {near:.0%}", end=", ")
print(f"by chance {chance:.0%}")
assert near > 3 * chance


def class_means(X, y):
    """(rows, pixels) -> mean row of each class, (10, pixels)"""
    return torch.stack([X[y == label].mean(0) for label in range(10)])


far = (X[train] - class_means(X[train], y[train])[y[train]]).norm(dim=1)
oddest = train[far.argsort(descending=True)[:10]]
print("labels of the oddest:", *y[oddest].tolist())
loader = DataLoader(
    TensorDataset(X[train], y[train]), 400, shuffle=True
)
X_batch, y_batch = next(iter(loader))  # as the network gets it
mixed = y_batch[torch.randperm(400)]  # a bug: y in another order
strips = {
    "class means of a batch": class_means(X_batch, y_batch),
    "the same, labels shuffled": class_means(X_batch, mixed),
    "the oddest images of train": X[oddest],
}
_, axes = plt.subplots(3, figsize=(5.4, 3.2))
for axis, (title, images) in zip(axes, strips.items(), strict=True):
    strip = torch.hstack([*images.view(10, 8, 8)])  # (8, 80)
    axis.imshow(strip.numpy(), cmap="Blues")
    axis.set(title=title, xticks=[], yticks=[])
plt.show()

inverted = torch.where(torch.rand(len(X), 1) < 0.5, 1 - X, X)[train]
print("share of the variance that the labels explain")
shares = []
for name, images, labels in (
    ("true labels", X_batch, y_batch),
    ("shuffled labels", X_batch, mixed),
    ("true labels, half inverted", inverted, y[train]),
):
    between = class_means(images, labels).var(0).sum()
    shares.append(between / images.var(0).sum())
    print(f"{name:26} {shares[-1]:4.0%}")
assert shares[0] > 0.3 and max(shares[1:]) < 0.1
# --8<-- [end:evidence]
