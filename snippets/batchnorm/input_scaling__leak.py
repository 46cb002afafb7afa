import torch
from sklearn.datasets import load_wine

torch.set_default_dtype(torch.double)


def accuracy(Z, y, train, test):
    """Give each test row the label of its nearest training row."""
    nearest = torch.cdist(Z[test], Z[train]).argmin(1)
    return (y[train][nearest] == y[test]).double().mean().item()


def scaled(X, rows):
    return (X - X[rows].mean(0)) / X[rows].std(0)


def chosen(X, y, rows):
    """The 20 columns most correlated with y on the given rows."""
    fit = scaled(X, rows)[rows].T @ y[rows]
    return X[:, fit.abs().topk(20).indices]


X, y = map(torch.tensor, load_wine(return_X_y=True))
runs = []
for seed in range(40):
    torch.manual_seed(seed)
    rows = torch.randperm(len(X))
    train, test = rows[:20], rows[20:]
    run = [accuracy(X, y, train, test)]
    for fit in (rows, train):
        run.append(accuracy(scaled(X, fit), y, train, test))
    noise, coin = (
        torch.randn(60, 1000),
        torch.randint(2, (60,)).double(),
    )
    rows = torch.arange(60)
    train, test = rows[:40], rows[40:]
    for fit in (rows, train):
        Z = chosen(noise, coin, fit)
        run.append(accuracy(Z, coin, train, test))
    runs.append(run)
raw, leak, clean, noise_leak, noise_clean = torch.tensor(runs).mean(0)
print("test accuracy             fitted on: all rows   training rows")
print(f"wine, scaled ({raw:.2f} raw) {leak:18.2f} {clean:12.2f}")
print(f"noise, columns chosen   {noise_leak:19.2f} {noise_clean:12.2f}")
assert clean > raw + 0.15 and (leak - clean).abs() < 0.03
assert noise_leak > 0.65 and 0.4 < noise_clean < 0.6
