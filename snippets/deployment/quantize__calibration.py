import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, test = torch.randperm(len(X)).split([1000, 797])
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.double().parameters(), lr=0.01)
for _ in range(60):
    optimizer.zero_grad()
    logits = model(X[train])
    nn.functional.cross_entropy(logits, y[train]).backward()
    optimizer.step()


def calibrate(rows):
    """The largest input of each layer on some rows."""
    largest = []
    for layer in model:
        largest.append(rows.abs().max())
        rows = layer(rows)
    return largest


def int8(rows, largest):
    """Logits, with each layer's inputs in steps of a 127th."""
    for layer, top in zip(model, largest, strict=True):
        whole = (rows / top * 127).round().clamp(-127, 127)
        rows = layer(whole * top / 127)
    return rows


def right(logits):
    return (logits.argmax(1) == y[test]).double().mean()


print("largest inputs from  right")
plain = right(model(X[test]))
print(f"not rounded         {plain:6.1%}")
found = []
for factor in (1, 255, 0.02):
    largest = calibrate(factor * X[train[:100]])
    found.append(right(int8(X[test], largest)))
    print(f"100 rows x {factor:<8} {found[-1]:6.1%}")
assert abs(found[0] - plain) < 0.01 and max(found[1:]) < 0.8
