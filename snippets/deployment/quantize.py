# --8<-- [start:idea]
import torch


def quantize(weight, bits=8, by_row=True):
    """Whole numbers, and the scale to multiply them by."""
    size = weight.abs()
    largest = size.amax(1, keepdim=True) if by_row else size.amax()
    scale = largest / (2 ** (bits - 1) - 1)  # to -127 ... 127
    return (weight / scale).round().to(torch.int8), scale


torch.manual_seed(0)
weight = torch.randn(256, 512)  # (outputs, inputs)
whole, scale = quantize(weight)
error = (whole * scale - weight).abs() / scale
print(f"{weight.nbytes:,} bytes -> {whole.nbytes + scale.nbytes:,}")
print(f"largest error: {error.max():.2f} of a step")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def trained(seed):
    """A network with two hidden layers, and 797 rows for testing."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU())
    model.extend([nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)])
    optimizer = torch.optim.Adam(model.double().parameters(), lr=0.01)
    for _ in range(60):
        optimizer.zero_grad()
        logits = model(X[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    return model.requires_grad_(False), X[train], X[test], y[test]


def compare(bits, by_row):
    """Percent right, percent of answers changed: weights rounded."""
    found = []
    for model, _, X_test, y_test in runs:
        rounded = copy.deepcopy(model)
        for layer in rounded[::2]:
            whole, scale = quantize(layer.weight, bits, by_row)
            layer.weight.copy_(whole * scale)
        before, after = model(X_test), rounded(X_test).argmax(1)
        pair = torch.stack([after == y_test, after != before.argmax(1)])
        found.append(100 * pair.double().mean(1))
    return torch.stack(found).mean(0).tolist()


def line(bits):
    """Print the results by row and by tensor, and return them."""
    both = compare(bits, True) + compare(bits, False)
    print("{:4} {:7.1f} {:8.1f} {:8.1f} {:8.1f}".format(bits, *both))
    return both


runs = [trained(seed) for seed in range(5)]
print("            by row         by tensor  (5 networks)")
print("bits   right  changed    right  changed")
table = {bits: line(bits) for bits in (8, 4, 3, 2)}
for model, *_ in runs:  # from a pixel that is always white: no effect
    model[0].weight[0, 0] = 100 * model[0].weight.abs().max()
print("one weight of the first layer 100 times the largest:")
outlier = line(8)
assert max(table[8][1], table[8][3]) < 0.5
assert table[2][0] > table[2][2] + 10
assert outlier[3] > 5 * outlier[1]
for k, name in ((0, "a scale for each row"), (2, "one scale")):
    right = [row[k] for row in table.values()]
    plt.plot(list(table), right, "o-", label=name)
plt.xlabel("bits of a weight")
plt.ylabel("accuracy on new rows, %")
plt.title("Four bits are enough here, two are not")
plt.legend()
plt.show()
# --8<-- [end:evidence]
