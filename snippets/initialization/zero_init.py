# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
model.extend([nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 10)])
for p in model.parameters():
    nn.init.zeros_(p)

optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(100):
    loss = nn.functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
for name, p in model.named_parameters():
    print(f"{name:9} largest number {p.abs().max():.3f}")
right = (model(X).argmax(1) == y).float().mean()
print(f"training accuracy {right:.1%}, loss {loss:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(activation, start, seed, optimizer_class=torch.optim.Adam):
    """Largest last weight, distinct first units, test accuracy."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([1297, 500])
    model = nn.Sequential(nn.Linear(64, 10))  # no hidden layer
    if activation:
        model = nn.Sequential(nn.Linear(64, 32), activation())
        model.extend([nn.Linear(32, 32), activation()])
        model.append(nn.Linear(32, 10))
    for p in model.parameters() if start == "zero" else []:
        nn.init.zeros_(p)
    optimizer = optimizer_class(model.parameters(), lr=0.01)
    for _ in range(100):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X[test]).argmax(1) == y[test]).float().mean()
    units = model[0].weight.unique(dim=0)
    return model[-1].weight.abs().max().item(), len(units), right.item()


kinds = {"no hidden": None, "ReLU": nn.ReLU}
kinds |= {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
colors = {"zero": "C1o", "random": "C0o"}
print("3 seeds    start   units  weight   test accuracy")
for name, activation in kinds.items():
    for start in ("zero", "random"):
        runs = [train(activation, start, seed) for seed in range(3)]
        largest, units, right = torch.tensor(runs).T
        low, high = right.min(), right.max()
        print(f"{name:9}  {start:6}  {units.max():5.0f}", end="")
        print(f"  {largest.max():6.1f}    {low:.2f} to {high:.2f}")
        plt.plot([name] * 3, right, colors[start])
        if start == "random" or activation is None:
            assert low > 0.85
        elif activation is nn.Sigmoid:
            assert units.max() == 1 and high < 0.5
            assert largest.min() > 0.1
        else:
            assert high < 0.15 and largest.max() == 0
            assert train(activation, start, 0, torch.optim.SGD)[0] == 0
plt.annotate("random", (2.2, 0.91), color="C0")
plt.annotate("zero", (2.2, 0.12), color="C1")
plt.ylim(0, 1)
plt.ylabel("test accuracy, 3 seeds")
plt.xlabel("hidden layers")
plt.title("Zeros stop a network, not a linear model")
plt.show()
# --8<-- [end:evidence]
