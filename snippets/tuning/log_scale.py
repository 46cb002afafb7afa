# --8<-- [start:idea]
import numpy as np

rng = np.random.default_rng(0)
low, high = 1e-5, 10
draws = {
    "uniform": rng.uniform(low, high, 100_000),
    "log-uniform": np.exp(rng.uniform(*np.log([low, high]), 100_000)),
}
print("rates from  1e-5  1e-4  1e-3  0.01   0.1     1 to 10")
for name, rates in draws.items():
    counts, _ = np.histogram(rates, 10.0 ** np.arange(-5, 2))
    shares = [f"{n / 100_000:6.0%}" for n in counts]
    print(f"{name:11}", "".join(shares))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
grid = np.geomspace(low, high, 25)  # four rates a power of ten


def accuracy(kind, lr, seed):
    """On new images, after 50 steps on 200 images."""
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([200, 1597])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = kind(model.parameters(), lr=lr)
    for _ in range(50):
        optimizer.zero_grad()
        cross_entropy(model(X[train]), y[train]).backward()
        optimizer.step()
    right = model(X[val]).argmax(1) == y[val]
    return right.double().mean().item()


figure, axes = plt.subplots(1, 2, sharey=True)
print("mean of the best of 8 trials  uniform  log-uniform")
gaps = []
for kind, color in (torch.optim.SGD, "C0"), (torch.optim.Adam, "C2"):
    runs = [[accuracy(kind, lr, s) for lr in grid] for s in (0, 1)]
    scores, best = np.mean(runs, 0), {}
    for name, rates in draws.items():
        trials = np.log(rates[:16_000, None] / grid)
        found = scores[np.abs(trials).argmin(1)].reshape(2000, 8)
        best[name] = found.max(1).mean()
    print(f"{kind.__name__:28} {best['uniform']:8.2f}", end="")
    print(f"{best['log-uniform']:13.2f}")
    gaps.append(best["log-uniform"] - best["uniform"])
    for ax in axes:
        ax.plot(grid, scores, f"{color}.-", label=kind.__name__)
assert gaps[0] > 0 and gaps[1] > 0.4
axes[0].set_xlabel("learning rate")
axes[1].set_xlabel("the same, log scale")
axes[1].set_xscale("log")
axes[0].set_ylabel("validation accuracy")
axes[0].legend()
figure.suptitle("On a log scale the good rates have room")
plt.show()
# --8<-- [end:evidence]
