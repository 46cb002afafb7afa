# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def accuracies(p, n, seed):
    """On validation and test images, from n training images."""
    torch.manual_seed(seed)  # the same split and start for each p
    train, val, test = torch.randperm(1797).split([1000, 300, 497])
    hidden = nn.Linear(64, 64), nn.ReLU(), nn.Dropout(p)
    model = nn.Sequential(*hidden, nn.Linear(64, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for i in train[torch.randint(n, (200, 50))]:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    right = 100.0 * (model.eval()(X).argmax(1) == y)
    return right[val].mean().item(), right[test].mean().item()


tests = [accuracies(p, 100, s)[1] for s in (0, 1) for p in (0, 0.5)]
print("seed 0: {:.1f}, {:.1f}; seed 1: {:.1f}, {:.1f}".format(*tests))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

gains = []
print("images  without  best p   gain, points")
for n in (100, 1000):
    runs = {}
    for p in (0, 0.25, 0.5):
        runs[p] = torch.tensor([accuracies(p, n, s) for s in range(6)])
    best = max((0.25, 0.5), key=lambda p: runs[p][:, 0].sum())
    plain = runs[0][:, 1]
    gain = runs[best][:, 1] - plain  # seed by seed
    error = gain.std() / 6**0.5
    print(f"{n:6} {plain.mean():7.1f}% {best:7}", end="")
    print(f"{gain.mean():7.1f} ± {error:.1f}")
    assert gain.mean().abs() < 1.5
    gains.append(gain)

plt.axhline(0, color="gray", lw=0.8)
for x, gain in enumerate(gains):
    plt.plot([x - 0.1] * 6, gain, "C0.", alpha=0.5)
    error = gain.std() / 6**0.5
    plt.errorbar(x + 0.1, gain.mean(), error, fmt="C1o", capsize=4)
plt.plot([], [], "C0.", label="one seed")
plt.plot([], [], "C1o", label="mean and standard error")
plt.xticks(range(2), ["100", "1000"])
plt.axis((-0.5, 1.5, -3, 5))
plt.title("What dropout adds on small digits")
plt.xlabel("training images")
plt.ylabel("gain in test accuracy, points")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
