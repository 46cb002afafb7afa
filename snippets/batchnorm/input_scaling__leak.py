# --8<-- [start:idea]
import torch
from sklearn.datasets import load_wine
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

torch.manual_seed(0)
X, y = load_wine(return_X_y=True)
rows = torch.randperm(len(X))
train, test = rows[:20], rows[20:]
nearest = KNeighborsClassifier(n_neighbors=1)
for name, scaler in (
    ("nothing", None),
    ("all rows", StandardScaler().fit(X)),
    ("training rows", StandardScaler().fit(X[train])),
):
    Z = X if scaler is None else scaler.transform(X)
    score = nearest.fit(Z[train], y[train]).score(Z[test], y[test])
    print(f"scaler fitted on {name:13}: test accuracy {score:.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.feature_selection import SelectKBest


def accuracy(X, y, train, test):
    score = nearest.fit(X[train], y[train]).score(X[test], y[test])
    return 100 * score


runs = []
for seed in range(40):
    torch.manual_seed(seed)
    rows = torch.randperm(len(X))
    train, test = rows[:20], rows[20:]
    run = [accuracy(X, y, train, test)]
    for fit in (rows, train):
        Z = StandardScaler().fit(X[fit]).transform(X)
        run.append(accuracy(Z, y, train, test))
    noise, coin = torch.randn(60, 1000), torch.randint(2, (60,))
    rows = torch.arange(60)
    train, test = rows[:40], rows[40:]
    for fit in (rows, train):  # the 20 columns that fit y best
        choice = SelectKBest(k=20).fit(noise[fit], coin[fit])
        chosen = choice.transform(noise)
        run.append(accuracy(chosen, coin, train, test))
    runs.append(run)
runs = torch.tensor(runs)
raw, leak, clean, noise_leak, noise_clean = runs.mean(0)
gap = runs[:, 1] - runs[:, 2]
error = gap.std() / 40**0.5
print("40 draws                fitted on: all rows   training rows")
print(f"wine, scaled ({raw:.0f} % raw) {leak:18.1f} % {clean:12.1f} %")
print(
    f"noise, columns chosen {noise_leak:19.0f} % {noise_clean:12.0f} %"
)
print(f"the scaler's leak gains {gap.mean():.1f} ± {error:.1f} points")
assert clean > raw + 15 and gap.mean().abs() < 1
assert noise_leak > 65 and 40 < noise_clean < 60
# --8<-- [end:evidence]
