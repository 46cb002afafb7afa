# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.swa_utils import update_bn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
layers = nn.Linear(64, 64), nn.BatchNorm1d(64, momentum=0.001)
model = nn.Sequential(*layers, nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for i in torch.randint(len(X), (100, 64)):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(X[i]), y[i]).backward()
    optimizer.step()


def accuracy(model):
    return (model(X).argmax(1) == y).float().mean().item()


print(f"train():    {accuracy(model):.0%}")
print(f"eval():     {accuracy(model.eval()):.0%}")
update_bn(X.split(100), model)  # new statistics, the same weights
print(f"recomputed: {accuracy(model.eval()):.0%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy


def scores(
    seed, steps=100, momentum=0.1, size=64, second=None, X_seen=X
):
    """Percent right: train(), eval(), eval() with new statistics."""
    torch.manual_seed(seed)
    model = nn.Sequential()
    for _ in range(2):
        norm = nn.BatchNorm1d(64, momentum=momentum)
        model.extend([nn.Linear(64, 64), norm, nn.ReLU()])
    model.append(nn.Linear(64, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for i in torch.randint(len(X), (steps, size)):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        if second is not None:  # another pass through the same norms
            logits = model(second[i])
            nn.functional.cross_entropy(logits, y[i]).backward()
        optimizer.step()
    found = []
    recomputed = copy.deepcopy(model)
    update_bn(X_seen.split(100), recomputed)
    for network in (
        copy.deepcopy(model),
        model.eval(),
        recomputed.eval(),
    ):
        right = (network(X_seen).argmax(1) == y).float().mean()
        found.append(100 * right.item())
    return found


causes = {
    "nothing wrong": {},
    "5 updates": {"steps": 5},
    "momentum=0.001": {"momentum": 0.001},
    "momentum=0.99": {"momentum": 0.99, "size": 8},
    "paler images": {"X_seen": X / 2 + 0.5},
    "two inputs": {"second": 1 - X},
}
print("mean of 3       train()  eval()  recomputed")
for name, settings in causes.items():
    runs = [scores(seed, **settings) for seed in range(3)]
    train, evaluated, recomputed = torch.tensor(runs).mean(0)
    print(f"{name:15} {train:5.0f} % {evaluated:5.0f} %", end="")
    print(f" {recomputed:9.0f} %")
    assert (train - recomputed).abs() < 1
    if name == "nothing wrong":
        assert (train - evaluated).abs() < 2
    else:
        assert evaluated < train - 3
# --8<-- [end:evidence]
