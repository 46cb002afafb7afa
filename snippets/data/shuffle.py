# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
rows = torch.randperm(len(X))
train, test = rows[:1437], rows[1437:]
train = train[y[train].argsort()]  # as from ten folders
for shuffle in (True, False):
    data = TensorDataset(X[train], y[train])
    model = nn.Linear(64, 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for X_batch, y_batch in DataLoader(data, 32, shuffle=shuffle):
        loss = nn.functional.cross_entropy(model(X_batch), y_batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(model(X[test]).argmax(dim=1).unique().tolist())
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def accuracies(order, normalized, seed):
    """On test images, after each of ten epochs of SGD."""
    torch.manual_seed(seed)
    norm = nn.BatchNorm1d(32) if normalized else nn.Identity()
    model = nn.Sequential(nn.Linear(64, 32), norm, nn.ReLU())
    model.append(nn.Linear(32, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    n, found = len(train), []
    once = torch.randperm(n)
    for _ in range(10):
        rows = {
            "sorted by label": torch.arange(n),
            "shuffled each epoch": torch.randperm(n),
            "shuffled once": once,
            "with replacement": torch.randint(n, (n,)),
        }[order]
        model.train()
        for batch in train[rows].split(64):
            loss = nn.functional.cross_entropy(
                model(X[batch]), y[batch]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model.eval()
        hits = model(X[test]).argmax(dim=1) == y[test]
        found.append(100 * hits.float().mean())
    return torch.stack(found)


means = {}
for order, normalized, color in (
    ("shuffled each epoch", False, "C0"),
    ("shuffled once", False, "C2"),
    ("with replacement", False, "C4"),
    ("sorted by label", False, "C1"),
    ("shuffled each epoch", True, ""),
    ("sorted by label", True, ""),
):
    runs = torch.stack(
        [accuracies(order, normalized, s) for s in range(5)]
    )
    last, error = runs[:, -1].mean(), runs[:, -1].std() / 5**0.5
    means[order, normalized] = last
    told = order + (", batch norm" if normalized else "")
    print(f"{told:31} {last:.1f} ± {error:.1f} %")
    if color:
        plt.plot(range(1, 11), runs.T, color, lw=0.5)
        plt.plot(range(1, 11), runs.mean(dim=0), color, label=order)
fresh = means["shuffled each epoch", False]
assert abs(means["shuffled once", False] - fresh) < 3
assert abs(means["with replacement", False] - fresh) < 3
for normalized in (False, True):
    shuffled = means["shuffled each epoch", normalized]
    assert means["sorted by label", normalized] < shuffled - 20
plt.xlabel("epoch")
plt.ylabel("test accuracy (%)")
plt.title("Sorted by label, training hardly works")
plt.legend()
plt.show()
# --8<-- [end:evidence]
