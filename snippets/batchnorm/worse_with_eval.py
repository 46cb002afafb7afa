# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.swa_utils import update_bn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
layers = nn.Linear(64, 64), nn.BatchNorm1d(64, momentum=0.001)
model = nn.Sequential(*layers, nn.ReLU(), nn.Linear(64, 10)).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for i in torch.randint(len(X), (100, 64)):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(X[i]), y[i]).backward()
    optimizer.step()


def accuracy(model, X):
    return (model(X).argmax(1) == y).float().mean().item()


print(f"train():    {accuracy(model, X):.0%}")
print(f"eval():     {accuracy(model.eval(), X):.0%}")
update_bn(X.split(100), model)  # new statistics, the same weights
print(f"recomputed: {accuracy(model.eval(), X):.0%}")
# --8<-- [end:idea]


# --8<-- [start:evidence]
def scores(seed, n=(100, 64), momentum=0.1, second=None, X_seen=X):
    """Share right: train(), eval(), eval() with new statistics."""
    torch.manual_seed(seed)
    model = nn.Sequential()
    for _ in range(2):
        norm = nn.BatchNorm1d(64, momentum=momentum)
        model.extend([nn.Linear(64, 64), norm, nn.ReLU()])
    model.append(nn.Linear(64, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for i in torch.randint(len(X), n):  # (steps, rows in a batch)
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        if second is not None:  # another pass through the same norms
            logits = model(second[i])
            nn.functional.cross_entropy(logits, y[i]).backward()
        optimizer.step()
    in_eval = accuracy(model.eval(), X_seen)
    in_train = accuracy(model.train(), X_seen)
    update_bn(X_seen.split(100), model)
    return in_train, in_eval, accuracy(model.eval(), X_seen)


print("mean of 3      train()  eval()  recomputed")
for name, settings in {
    "nothing wrong": {},
    "5 updates": {"n": (5, 64)},
    "momentum=0.001": {"momentum": 0.001},
    "momentum=0.99": {"momentum": 0.99, "n": (100, 4)},
    "paler images": {"X_seen": X / 2 + 0.5},
    "two inputs": {"second": 1 - X},
}.items():
    runs = torch.tensor([scores(s, **settings) for s in range(3)])
    row = "{:7.0%} {:7.0%} {:11.0%}".format(*runs.mean(0))
    print(f"{name:14} {row}")
    train, evaluated, recomputed = runs.mean(0)
    assert (train - recomputed).abs() < 0.01
    assert (evaluated < train - 0.03) == (name != "nothing wrong")
# --8<-- [end:evidence]
