# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, test = torch.randperm(len(X)).split([200, 1597])
random = torch.randint(10, (200,))
for name, labels in (("true", y[train]), ("random", random)):
    layers = nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    for _ in range(150):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X[train]), labels)
        loss.backward()
        optimizer.step()
    right = (model(X[train]).argmax(1) == labels).double().mean()
    print(f"{name:6} labels: training accuracy {right:.0%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def trained(name, seed):
    """Training loss by step; accuracy on training and test rows."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([200, 1597])
    labels = y[train] if name == "true" else torch.randint(10, (200,))
    layers = nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    losses = []
    for _ in range(150):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X[train]), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    right = (model(X[train]).argmax(1) == labels).double().mean()
    new = (model(X[test]).argmax(1) == y[test]).double().mean()
    return losses, right.item(), new.item()


print("mean of 5 seeds  loss at step 30  training  new rows")
at_30, on_new = {}, {}
for name in ("true", "random"):
    runs = [trained(name, seed) for seed in range(5)]
    losses, right, new = zip(*runs, strict=True)
    mean = torch.tensor(losses).mean(0)
    at_30[name], on_new[name] = mean[29].item(), sum(new) / 5
    print(f"{name:6} labels {at_30[name]:18.2f}", end="")
    print(f"{sum(right) / 5:10.0%} {on_new[name]:9.1%}")
    assert min(right) == 1
    plt.semilogy(range(1, 151), mean, label=f"{name} labels")
assert at_30["random"] > 3 * at_30["true"]
assert on_new["true"] > 0.85 and on_new["random"] < 0.2
plt.xlabel("step")
plt.ylabel("training loss")
plt.title("Random labels are learned too, only later")
plt.legend()
plt.show()
# --8<-- [end:evidence]
