# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim import SGD, Adam

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def accuracy(kind, lr, seed=0):  # after 40 steps on 200 images
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([200, 1597])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = kind(model.parameters(), lr=lr)
    for _ in range(40):
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[train]), y[train]).backward()
        optimizer.step()
    return (model(X[val]).argmax(1) == y[val]).double().mean().item()


for lr in (0.02, 0.5):
    scores = [accuracy(kind, lr) for kind in (SGD, Adam)]
    print("rate {}: SGD {:.2f}, Adam {:.2f}".format(lr, *scores))
# --8<-- [end:idea]
# --8<-- [start:function]
import numpy as np


def expected_best(scores: np.ndarray, n: int) -> float:
    """Mean of the best of n trials, from a sample of single trials.

    scores: (trials,), one random setting each. arXiv:1909.03004.
    """
    ranked = np.sort(scores)
    share = np.arange(len(scores) + 1) / len(scores)
    return float(ranked @ np.diff(share**n))


# --8<-- [end:function]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def momentum(params, lr):
    return SGD(params, lr=lr, momentum=0.9)


rng = np.random.default_rng(0)
rates = np.geomspace(1e-4, 10, 41)  # they stand for log-uniform draws
curves = {}
print("expected best of     1     3    10    30 trials")
for kind, color in ((SGD, "C0"), (momentum, "C1"), (Adam, "C2")):
    name = kind.__name__
    scores = np.array([accuracy(kind, lr) for lr in rates])
    best = [expected_best(scores, n) for n in range(1, 31)]
    curves[name] = best
    told = [f"{best[n - 1]:6.2f}" for n in (1, 3, 10, 30)]
    print(f"{name:14}", *told)
    tuned = rng.choice(scores, (5000, 20)).max(1)
    wins = (tuned > rng.choice(scores, 5000)).mean()
    print(f"  with 20 trials it beats itself with one: {wins:.0%}")
    assert wins > 0.85 and best[29] > best[0] + 0.3
    plt.plot(range(1, 31), best, color, label=name)
a, b = curves["momentum"], curves["Adam"]
assert abs(a[29] - b[29]) < 0.04 and min(a[9] - b[0], b[9] - a[0]) > 0.3

plt.xlabel("trials, each a random learning rate")
plt.ylabel("expected best validation accuracy")
plt.title("Each method scores higher with more trials")
plt.legend()
plt.show()
# --8<-- [end:evidence]
