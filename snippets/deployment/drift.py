# --8<-- [start:idea]
import numpy as np
from scipy.stats import ks_2samp


def drifted(reference, batch, alpha=0.01):
    """The columns whose distribution differs from the reference."""
    p_values = ks_2samp(reference, batch, method="asymp").pvalue
    return np.flatnonzero(p_values < alpha / reference.shape[1])


rng = np.random.default_rng(0)
reference = rng.normal(size=(2000, 20))
same, moved = rng.normal(size=(2, 500, 20))
moved[:, 3] += 0.3
print("the same:", drifted(reference, same))
print("moved:   ", drifted(reference, moved))
p = ks_2samp(reference[:, 3], moved[:, 3], method="asymp").pvalue
print(f"p of column 3: {p:.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import torch
from scipy.stats import chi2_contingency
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def trained(seed):
    """A network, rows to compare with, and new rows."""
    torch.manual_seed(seed)
    train, old, new = torch.randperm(len(X)).split([797, 500, 500])
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(50):
        optimizer.zero_grad()
        logits = model(X[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    return model.requires_grad_(False), X[old], X[new], y[new]


def changes(X, y):
    """The new rows as production may send them, and their labels."""
    images = X.view(-1, 8, 8)
    fewer = (y < 5) | (torch.rand(len(y)) < 0.3)
    return {
        "nothing": (X, y),
        "noise": (X + 0.2 * torch.randn(X.shape), y),
        "shifted a pixel": (images.roll(1, 2).flatten(1), y),
        "darker": (0.8 * X, y),
        "fewer 5 to 9": (X[fewer], y[fewer]),
        "labels renamed": (X, (y + 1) % 10),
    }


def alarms(model, X_old, X_new):
    """How many pixels; confidence and predicted classes: whether."""
    logits = model(X_old), model(X_new)
    sure = [z.softmax(1).amax(1, keepdim=True) for z in logits]
    counts = [z.argmax(1).bincount(minlength=10) for z in logits]
    pixels, confidence = drifted(X_old, X_new), drifted(*sure)
    classes = chi2_contingency(torch.stack(counts)).pvalue < 0.01
    return len(pixels), len(confidence) > 0, classes


table = {}
for model, X_old, X_test, y_test in [trained(k) for k in range(5)]:
    for name, (X_new, y_new) in changes(X_test, y_test).items():
        right = (model(X_new).argmax(1) == y_new).double().mean()
        row = [right, *alarms(model, X_old, X_new)]
        table.setdefault(name, []).append(torch.tensor(row))
print("5 networks       right  alarms: pixels  confidence  classes")
for name, rows in table.items():
    mean = torch.stack(rows).mean(0).tolist()
    print("{:15} {:6.1%} {:15.1f} {:11.0%} {:8.0%}".format(name, *mean))
    table[name] = mean
assert table["nothing"][0] > 0.9 and sum(table["nothing"][1:]) < 0.5
for name in ("noise", "shifted a pixel", "darker"):
    assert table[name][1] > 1
assert table["shifted a pixel"][0] < 0.7
assert table["darker"][0] > 0.93 and table["fewer 5 to 9"][3] == 1
assert table["labels renamed"][0] < 0.05
assert table["labels renamed"][1:] == table["nothing"][1:]
# --8<-- [end:evidence]
