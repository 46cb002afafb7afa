# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def accuracy(model, batch=50, **settings):
    train, val = torch.randperm(len(X)).split([200, 1597])
    optimizer = torch.optim.SGD(model.parameters(), **settings)
    for rows in train[torch.randint(200, (60, batch))]:  # 60 steps
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[rows]), y[rows]).backward()
        optimizer.step()
    right = model.eval()(X[val]).argmax(1) == y[val]
    return right.double().mean().item()


for width, lr in ((32, 0.1), (64, 0.1), (32, 0.01)):
    torch.manual_seed(0)
    layers = nn.Linear(64, width), nn.ReLU(), nn.Linear(width, 10)
    score = accuracy(nn.Sequential(*layers).double(), lr=lr)
    print(f"{width} units, rate {lr:4}: {score:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(seed, width=32, depth=1, dropout=0.0, **settings):
    torch.manual_seed(seed)
    model, n_in = nn.Sequential(), 64
    for _ in range(depth):
        layers = nn.Linear(n_in, width), nn.ReLU(), nn.Dropout(dropout)
        model.extend(layers)
        n_in = width
    model.append(nn.Linear(n_in, 10))
    return accuracy(model.double(), **settings)


def by_rate(**change):  # one accuracy a rate, means of 2 seeds
    settings = {"momentum": 0.9} | change
    rates = [{"lr": lr} | settings for lr in (0.03, 0.1, 0.3, 1, 3)]
    runs = [[train(seed, **rate) for rate in rates] for seed in (0, 1)]
    return torch.tensor(runs).mean(0)


print("rate 0.03 to 3:", *[f"{a:.2f}" for a in by_rate()])
fixed, tuned = {}, {}
print("accuracies of two ends  rate 0.1    best rate for each")
for name, low, high in (
    ("depth", 1, 4),
    ("width", 4, 256),
    ("batch", 4, 200),
    ("momentum", 0, 0.99),
    ("dropout", 0, 0.5),
    ("weight_decay", 0, 0.01),
):
    a, b = by_rate(**{name: low}), by_rate(**{name: high})
    fixed[name], tuned[name] = abs(a[1] - b[1]), abs(a.max() - b.max())
    told = f"{a[1]:.2f} {b[1]:.2f}  {a.max():.2f} {b.max():.2f}"
    print(f"{name:12} {low} to {high:<6}  {told}")
for name in ("depth", "width", "batch"):
    assert min(fixed[name], tuned[name]) > 0.1
assert tuned["momentum"] < fixed["momentum"] / 2
assert tuned["weight_decay"] < 0.04 and tuned["dropout"] < 0.1
plt.plot(fixed.values(), fixed.keys(), "C1o", label="at one rate")
plt.plot(tuned.values(), tuned.keys(), "C0o", label="rate tuned")
plt.xlabel("change of accuracy from end to end")
plt.title("A few settings decide, some hardly matter")
plt.legend()
plt.show()
# --8<-- [end:evidence]
