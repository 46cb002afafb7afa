# --8<-- [start:idea]
import torch
from sklearn.datasets import load_breast_cancer
from torch import nn

torch.manual_seed(0)
X, y = map(torch.tensor, load_breast_cancer(return_X_y=True))
train, test = torch.randperm(len(X)).split([400, 169])
print("classes of the test rows", y[test].bincount().tolist())
scaled = (X - X[train].mean(0)) / X[train].std(0)
for name, inputs in (("raw", X), ("scaled", scaled)):
    layers = nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        logits = model(inputs[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    said = model(inputs[test]).argmax(1)
    print(f"{name:6} predictions {said.bincount(minlength=2).tolist()}")


# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def trained(scale, kind, lr, seed):
    """Test accuracy, share of the larger class, units ever on."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([400, 169])
    mean, std = X[train].mean(0), X[train].std(0)
    inputs = (X - mean) / std if scale else X
    layers = nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2)
    model = nn.Sequential(*layers).double()
    optimizer = kind(model.parameters(), lr=lr)
    for _ in range(200):
        optimizer.zero_grad()
        logits = model(inputs[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    right = model(inputs[test]).argmax(1) == y[test]
    on = (model[:2](inputs[train]) > 0).any(0)
    numbers = right, (y[test] == 1), on
    return [value.double().mean().item() for value in numbers]


SGD, Adam = torch.optim.SGD, torch.optim.Adam
print("mean of 5 seeds  accuracy  larger class  units alive")
bars = {}
cases = [("raw", SGD, 0.1), ("raw", SGD, 0.01)]
cases += [("raw", Adam, 0.01), ("scaled", SGD, 0.1)]
for data, kind, lr in cases:
    runs = [
        trained(data == "scaled", kind, lr, seed) for seed in range(5)
    ]
    accuracy, share, alive = torch.tensor(runs).mean(0).tolist()
    name = f"{data} {kind.__name__} {lr}"
    print(f"{name:15} {accuracy:9.3f} {share:13.3f} {alive:12.2f}")
    bars[name.replace(" ", "\n", 1)] = accuracy
    if kind is SGD and data == "raw":
        assert abs(accuracy - share) < 0.03 and alive < 0.1
    else:
        assert accuracy > share + 0.2
plt.bar(list(bars), list(bars.values()))
plt.axhline(share, color="gray", linestyle="--")
plt.text(-0.4, share + 0.02, "always the larger class", color="gray")
plt.ylabel("test accuracy")
plt.title("On raw inputs SGD is stuck at the share of a class")
plt.show()
# --8<-- [end:evidence]
