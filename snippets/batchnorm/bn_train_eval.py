# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = map(torch.tensor, load_digits(return_X_y=True))
train, test = torch.randperm(len(X)).split([1197, 600])


def trained():
    layers = nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for rows in train[torch.randperm(1197)].split(64) * 5:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return model


model = trained()
eights = X[test[y[test] == 8]]
for training in (False, True):  # True: you forgot model.eval()
    right = (model.train(training)(eights).argmax(1) == 8).double()
    print(f"training={training}: {right.mean():.0%} of eights right")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

by_class = test[y[test].argsort()]  # a folder a class, not shuffled
cases = (2, test), (20, test), (200, test), (20, by_class)
names = "2 mixed", "20 mixed", "200 mixed", "20 by class"


@torch.no_grad()
def accuracies(model):
    """In percent, of each case's rows in batches of its size."""
    right = []
    for size, rows in cases:
        logits = torch.cat([model(X[i]) for i in rows.split(size)])
        right.append((logits.argmax(1) == y[rows]).double().mean())
    return 100 * torch.stack(right)


runs = []
for _ in range(5):
    model = trained()
    start = model[1].running_mean.clone()
    with_eval = accuracies(model.eval())
    assert (model[1].running_mean == start).all()
    forgotten = accuracies(model.train())
    assert (model[1].running_mean != start).all()
    runs.append(torch.stack([with_eval, forgotten]))
with_eval, forgotten = torch.stack(runs, dim=1)  # (seed, case)
print("accuracy, n = 5  eval()  forgotten")
for k, name in enumerate(names):
    good, bad = with_eval[:, k].mean(), forgotten[:, k].mean()
    print(f"{name:14} {good:6.0f} % {bad:8.0f} %")
assert (with_eval == with_eval[:, :1]).all() and with_eval.min() > 85
assert forgotten[:, 0].max() < 72 and forgotten[:, 3].max() < 35
assert (forgotten[:, 2] - with_eval[:, 2]).abs().max() < 3
plt.scatter(names * 5, with_eval, label="with eval()")
plt.scatter(names * 5, forgotten, label="forgotten")
plt.title("Without eval(), the neighbors decide")
plt.xlabel("rows in a batch, and their order")
plt.ylabel("test accuracy (percent)")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
