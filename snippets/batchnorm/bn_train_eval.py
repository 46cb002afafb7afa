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
cases = {
    "2 mixed": (2, test),
    "20 mixed": (20, test),
    "200 mixed": (200, test),
    "20 by class": (20, by_class),
}


@torch.no_grad()
def accuracy(model, size, rows):
    """In percent, of the rows in batches of the given size."""
    logits = torch.cat([model(X[i]) for i in rows.split(size)])
    return 100 * (logits.argmax(1) == y[rows]).double().mean().item()


with_eval, forgotten = [], []  # of each seed: of each case
for _ in range(5):
    model = trained().eval()
    running_mean = model[1].running_mean.clone()
    with_eval.append(
        [accuracy(model, *case) for case in cases.values()]
    )
    assert (model[1].running_mean == running_mean).all()
    model.train()
    forgotten.append(
        [accuracy(model, *case) for case in cases.values()]
    )
    assert (model[1].running_mean != running_mean).all()
with_eval, forgotten = torch.tensor([with_eval, forgotten])

print("accuracy, n = 5  eval()  forgotten")
for k, name in enumerate(cases):
    print(f"{name:14} {with_eval[:, k].mean():6.0f} %", end="")
    print(f" {forgotten[:, k].mean():8.0f} %")
assert (with_eval == with_eval[:, :1]).all() and with_eval.min() > 85
assert forgotten[:, 0].max() < 65 and forgotten[:, 3].max() < 35
assert (forgotten[:, 2] - with_eval[:, 2]).abs().max() < 3

places = torch.arange(4)
plt.bar(places - 0.2, with_eval.mean(0), 0.36, label="with eval()")
plt.bar(places + 0.2, forgotten.mean(0), 0.36, label="forgotten")
plt.plot(places + 0.2, forgotten.T, ".", color="gray")
plt.xticks(places, [name.replace(" ", "\n", 1) for name in cases])
plt.xlabel("rows in a batch, and their order")
plt.ylabel("test accuracy (percent)")
plt.title("Without eval(), the neighbors decide")
plt.ylim(0, 125)
plt.legend(loc="upper center", ncols=2)
plt.show()
# --8<-- [end:evidence]
