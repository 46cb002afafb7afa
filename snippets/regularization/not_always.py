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
for color, n in (("C0", 100), ("C2", 1000)):
    none = torch.tensor([accuracies(n, s) for s in range(4)])
    for name, settings in methods.items():
        runs = [none]  # "none" is a candidate too
        for setting in settings:
            scores = [accuracies(n, s, **setting) for s in range(4)]
            runs.append(torch.tensor(scores))
        best = max(runs, key=lambda run: run[:, 0].mean())
        row = f"{n:6}  {name:12}"
        for run in (best, runs[-1]):
            gain = run[:, 1] - none[:, 1]
            error = gain.std() / 4**0.5
            row += f" {gain.mean():10.1f} ± {error:.1f}    "
            if run is best:
                limit = 4 if name == "batch norm" else 1.5
                assert gain.mean().abs() < limit
        print(row.rstrip())
        label = f"{n} images" if name == "dropout" else None
        plt.plot(gain, [name] * 4, color + "o", label=label)
        if n == 1000 and name == "weight decay":
            assert gain.mean() < -1.5
plt.axvline(0, color="gray", lw=0.8)
plt.title("Regularizers at their strongest, 4 seeds")
plt.xlabel("gain in test accuracy, points")
plt.legend(loc="center right")
plt.show()
# --8<-- [end:evidence]
