# --8<-- [start:idea]
import io

import torch
from torch import nn
from torch.nn.utils import prune


def file_size(model):
    """Kilobytes of the saved weights."""
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    return round(file.tell() / 1000)


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10))
print(f"before: {file_size(model)} kB")
for layer in model[::2]:  # nine of ten weights become zero
    prune.l1_unstructured(layer, "weight", amount=0.9)
print(f"pruned: {file_size(model)} kB", *model[0].state_dict())
for layer in model[::2]:
    prune.remove(layer, "weight")
print(f"remove: {file_size(model)} kB", *model[0].state_dict())
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def network(width):
    layers = nn.Linear(64, width), nn.ReLU(), nn.Linear(width, 10)
    return nn.Sequential(*layers).double()


def train(model, rows):
    """Four epochs; the zeros of a pruned layer stay zero."""
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    for _ in range(4):
        for batch in rows[torch.randperm(len(rows))].split(50):
            optimizer.zero_grad()
            logits = model(X[batch])
            nn.functional.cross_entropy(logits, y[batch]).backward()
            optimizer.step()
    return model


def accuracies(seed):
    """By share: as cut, retrained; cut at random, retrained; small."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([1000, 797])

    def right(model):
        return (model(X[test]).argmax(1) == y[test]).double().mean()

    whole, found = train(network(256), rows), []
    for share in shares:
        found.append([])
        for cut in (prune.l1_unstructured, prune.random_unstructured):
            model = copy.deepcopy(whole)
            for layer in model[::2]:
                cut(layer, "weight", amount=share)
            found[-1] += [right(model), right(train(model, rows))]
        small = network(round(256 * (1 - share)))
        found[-1].append(right(train(train(small, rows), rows)))
    return torch.tensor(found)


shares = [0.0, 0.5, 0.9, 0.95]
runs = torch.stack([accuracies(seed) for seed in range(3)])
print("3 seeds    smallest cut     cut at random    small")
print("zeros    cut  retrained    cut  retrained  network")
for share, means in zip(shares, runs.mean(0).tolist(), strict=True):
    row = "{:5.0%} {:6.0%} {:10.1%} {:6.0%} {:10.1%} {:8.1%}"
    print(row.format(share, *means))
whole, half, nine, most = runs.mean(0)
assert half[0] > whole[0] - 0.05 and nine[0] < nine[1] - 0.1
assert nine[1] > nine[3] + 0.02
assert nine[4] > nine[1] - 0.03 and most[4] > most[1] - 0.03

for k, name in ((0, "cut"), (1, "retrained"), (4, "small network")):
    plt.plot(shares, 100 * runs.mean(0)[:, k], "o-", label=name)
plt.xlabel("share of weights that are gone")
plt.ylabel("accuracy on new rows, %")
plt.title("A small network does as well as a pruned one")
plt.legend()
plt.show()
# --8<-- [end:evidence]
