# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def accuracies(n, seed, decay=0, p=0, norm=nn.Identity):
    # percent right on validation and test, from n training images
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([1000, 300, 497])
    hidden = nn.Linear(64, 64), norm(64), nn.ReLU(), nn.Dropout(p)
    model = nn.Sequential(*hidden, nn.Linear(64, 10)).double()
    weights, order = model.parameters(), torch.randint(n, (200, 50))
    optimizer = torch.optim.AdamW(weights, 0.01, weight_decay=decay)
    for i in train[order]:  # the same batches for every method
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    right = 100.0 * (model.eval()(X).argmax(1) == y)
    return right[val].mean().item(), right[test].mean().item()


plain, decayed = (accuracies(1000, 0, decay)[1] for decay in (0, 2))
print(f"{plain:.1f}% right, with decay 2 {decayed:.1f}%")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

methods = {
    "dropout": [{"p": 0.2}, {"p": 0.5}],
    "weight decay": [{"decay": 0.1}, {"decay": 2}],
    "batch norm": [{"norm": nn.BatchNorm1d}],
}
print("images  method        chosen gain, points  last setting")
chosen, strongest = {}, {}
for n in (100, 1000):
    none = torch.tensor([accuracies(n, s) for s in range(6)])
    for name, settings in methods.items():
        runs = [none]  # "none" is a candidate too
        for setting in settings:
            scores = [accuracies(n, s, **setting) for s in range(6)]
            runs.append(torch.tensor(scores))
        best = max(runs, key=lambda run: run[:, 0].mean())
        gain = chosen[name, n] = best[:, 1] - none[:, 1]
        last = strongest[name, n] = runs[-1][:, 1] - none[:, 1]
        print(f"{n:6}  {name:12} {gain.mean():8.1f} ±", end="")
        print(f" {gain.std() / 6**0.5:.1f} {last.mean():15.1f}", end="")
        print(f" ± {last.std() / 6**0.5:.1f}")
for (name, _), gain in chosen.items():
    assert gain.mean().abs() < (3 if name == "batch norm" else 1.5)
assert strongest["weight decay", 1000].mean() < -1.5

for k, n in enumerate((100, 1000)):
    color, shift = f"C{2 * k}", 0.3 * k - 0.15
    for x, name in enumerate(methods):
        gain = strongest[name, n]
        plt.plot([x + shift] * 6, gain, color + ".", alpha=0.5)
        error = gain.std() / 6**0.5
        plt.errorbar(
            x + shift + 0.1, gain.mean(), error, fmt=color + "o"
        )
    plt.plot([], [], color + "o", label=f"{n} images: mean, error")
plt.axhline(0, color="gray", lw=0.8)
plt.xticks(range(3), ["dropout 0.5", "decay 2", "batch norm"])
plt.title("Regularizers at their strongest")
plt.ylabel("gain in test accuracy, points")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
