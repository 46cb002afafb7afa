import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
print(f"X is {len(X)} rows of {X.shape[1]}", end=", ")
print(f"from {X.min():.0f} to {X.max():.0f}, mean {X.mean():.2f}")
for name, part in {"train": train, "val": val}.items():
    share = y[part].bincount() / len(part)
    low, high = share.min(), share.max()
    print(f"{name:5}  classes are {low:.3f} to {high:.3f} of it")

# duplicates: how near is the nearest other image?
exact = "donot_use_mm_for_euclid_dist"  # else equal rows may differ
distance = torch.cdist(X, X, compute_mode=exact).fill_diagonal_(9)
apart = distance[val][:, train].min()
print(f"nearest pair of train and val: {apart:.1f} apart")
assert distance.min() > 0  # no image is there twice
# and how many rows from here is it in the file?
rows = torch.arange(len(X))
near = (rows - distance.argmin(1)).abs() <= 130
near, chance = near.float().mean(), 2 * 130 / len(X)
print(f"within 130 rows: {near:.2f}, by chance {chance:.2f}")
assert near > 3 * chance


def class_means(X: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Mean row of each class: (batch, pixels) -> (10, pixels)."""
    return torch.stack([X[y == label].mean(0) for label in range(10)])


far = (X - class_means(X[train], y[train])[y]).norm(dim=1)
oddest = train[far[train].argsort(descending=True)[:10]]
print("labels of the oddest:", *y[oddest].tolist())
# the batch, after all that is done to it, as the net will get it
loader = DataLoader(
    TensorDataset(X[train], y[train]), 400, shuffle=True
)
X_batch, y_batch = next(iter(loader))
mixed = y_batch[torch.randperm(400)]  # a bug: y in another order
strips = {
    "class means of a batch": class_means(X_batch, y_batch),
    "the same, labels shuffled": class_means(X_batch, mixed),
    "the oddest images of train": X[oddest],
}
fig, axes = plt.subplots(3, figsize=(5.4, 3.2))
ratio = []  # of the variance between class means to all variance
for axis, (title, images) in zip(axes, strips.items(), strict=True):
    ratio.append(images.var(0).sum() / X_batch.var(0).sum())
    strip = torch.hstack([*images.view(10, 8, 8)])  # (8, 80)
    axis.imshow(strip.numpy(), cmap="Blues")
    axis.set(title=title, xticks=[], yticks=[])
print(f"between classes: {ratio[0]:.2f}, shuffled {ratio[1]:.2f}")
assert ratio[0] > 0.3 and ratio[1] < 0.1
plt.show()
