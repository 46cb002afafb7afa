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


def accuracies(order, seed):
    """On test images, in percent, after each of ten epochs of SGD."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.append(nn.Linear(32, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    n, found = len(train), []
    rows = torch.randperm(n)
    for _ in range(10):
        if order == "sorted by label":
            rows = torch.arange(n)
        if order == "shuffled each epoch":
            rows = torch.randperm(n)
        if order == "with replacement":
            rows = torch.randint(n, (n,))
        for batch in train[rows].split(64):
            logits = model(X[batch])
            loss = nn.functional.cross_entropy(logits, y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        hits = model(X[test]).argmax(dim=1) == y[test]
        found.append(100 * hits.float().mean())
    return torch.stack(found)


means = []
for order, color in (
    ("shuffled each epoch", "C0"),
    ("shuffled once", "C2"),
    ("with replacement", "C4"),
    ("sorted by label", "C1"),
):
    runs = torch.stack([accuracies(order, seed) for seed in range(5)])
    means.append(runs[:, -1].mean())
    error = runs[:, -1].std() / 5**0.5
    print(f"{order:19} {means[-1]:.1f} ± {error:.1f} % (5 seeds)")
    plt.plot(range(1, 11), runs.T, color, lw=0.5)
    plt.plot(range(1, 11), runs.mean(dim=0), color, label=order)
*random, by_label = means
assert by_label < min(random) - 20 and max(random) - min(random) < 3
plt.xlabel("epoch")
plt.ylabel("test accuracy (%)")
plt.title("Sorted by label, training hardly works")
plt.legend()
plt.show()
# --8<-- [end:evidence]
