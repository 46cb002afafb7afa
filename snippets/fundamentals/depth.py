# --8<-- [start:idea]
import torch

x = torch.linspace(0, 1, 2**12 + 1, dtype=torch.float64)


def tent(x):
    """One layer of two ReLUs: up from 0 to 1, and down again."""
    return 2 * torch.relu(x) - 4 * torch.relu(x - 0.5)


y = x
for depth in range(1, 11):
    y = tent(y)
    kinks = y.diff().diff().abs() > 1e-9  # where the slope changes
    if depth in (1, 2, 5, 10):
        one = 2 * depth + 1  # at most, of one layer with as many ReLUs
        print(
            f"{depth:2} layers: {kinks.sum() + 1:4} pieces; one: {one}"
        )
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

assert kinks.sum() + 1 == 2**10
digits, y = load_digits(return_X_y=True)
X, y = torch.tensor(digits / 16), torch.tensor(y)  # float64


def network(depth, start):
    layers = []
    for _ in range(depth):
        layer = nn.Linear(64, 64, dtype=torch.float64)
        if start == "He":
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        layers += [layer, nn.ReLU()]
    layers.append(nn.Linear(64, 10, dtype=torch.float64))
    return nn.Sequential(*layers)


def accuracy(depth, start, seed, lr=0.001):
    """On training and on test images, in percent."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1297, 500])
    model = network(depth, start)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for rows in torch.randint(len(train), (80, 64)):
        loss = nn.functional.cross_entropy(
            model(X[train[rows]]), y[train[rows]]
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X).argmax(1) == y).double()
    return [100 * right[rows].mean().item() for rows in (train, test)]


depths = (2, 8, 20)
print("start    layers  training        test  (mean of 3 splits)")
results = {}
for start, color in (("PyTorch", "C0"), ("He", "C1")):
    for depth in depths:
        runs = [accuracy(depth, start, seed) for seed in range(3)]
        train, test = torch.tensor(runs).mean(0)
        told = f"{train:4.1f}%       {test:4.1f}%"
        print(f"{start:8} {depth:5}     {told}")
        results[start, depth] = train, test
    scores = [results[start, depth][1] for depth in depths]
    plt.plot(depths, scores, f"{color}o-", label=f"{start}'s start")
faster, _ = accuracy(20, "PyTorch", 0, lr=0.01)
print(f"PyTorch     20     {faster:4.1f}%  at rate 0.01, one split")
assert faster < 40
assert results["PyTorch", 20][0] < 40 < 70 < results["PyTorch", 2][0]
assert results["He", 20][0] > 50
assert results["He", 20][1] < results["He", 2][1] + 2
plt.axhline(10, color="gray", linestyle="--")
plt.xticks(depths)
plt.xlabel("hidden layers")
plt.ylabel("test accuracy, % (guessing: 10)")
plt.title("Same budget: deeper is not better by itself")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
