# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)  # (1797, 64)
one, relu, two = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64)
model = nn.Sequential(one, relu, two, relu, nn.Linear(64, 10))
with torch.no_grad():  # half of each layer: 0.1 below zero or lower
    one.bias[:32] -= one(X).amax(0)[:32] + 0.1
    two.bias[:32] -= model[:3](X).amax(0)[:32] + 0.1

optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
for _ in range(200):
    loss = nn.functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
for k in (1, 2):
    awake = (model[: 2 * k](X) > 0).any(0)[:32].float().mean()
    print(f"layer {k}: {awake:.0%} of the dead units awake again")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def awake_again(activation, optimizer_class, lr, frozen, margin, seed):
    """Shares of the dead units of layers 1, 2 awake after 120 steps."""
    torch.manual_seed(seed)
    one, act, two = nn.Linear(64, 64), activation(), nn.Linear(64, 64)
    model = nn.Sequential(one, act, two, act, nn.Linear(64, 10))
    with torch.no_grad():
        one.bias[:32] -= one(X).amax(0)[:32] + margin
        two.bias[:32] -= model[:3](X).amax(0)[:32] + margin
    one.requires_grad_(not frozen)
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for _ in range(120):
        rows = torch.randint(len(X), (100,))
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    on = [(model[:k](X) > 0).any(0)[:32] for k in (2, 4)]
    return 100 * torch.stack(on).float().mean(dim=1)


arms = {
    "SGD": (nn.ReLU, torch.optim.SGD, 0.2, False),
    "SGD, layer 1 frozen": (nn.ReLU, torch.optim.SGD, 0.2, True),
    "Adam": (nn.ReLU, torch.optim.Adam, 0.003, False),
    "SGD, LeakyReLU": (nn.LeakyReLU, torch.optim.SGD, 0.2, False),
    "Adam, LeakyReLU": (nn.LeakyReLU, torch.optim.Adam, 0.003, False),
}
margins = [0.1, 0.3, 1, 3]
grid = [(m, seed) for m in margins for seed in range(5)]
one, two = {}, {}  # means over seeds, by margin
print("awake, 5 seeds      layer: 1     2     2     2     2")
print("            pushed off by: 0.1   0.1   0.3     1     3")
for name, arm in arms.items():
    runs = torch.stack([awake_again(*arm, *point) for point in grid])
    runs = runs.view(4, 5, 2)  # (margin, seed, layer)
    one[name], two[name] = runs.mean(dim=1).T
    row = "".join(f"{share:5.0f}%" for share in two[name])
    print(f"{name:20} {one[name][0]:7.0f}%{row}")
    error = runs[:, :, 1].std(dim=1) / 5**0.5
    plt.errorbar(margins, two[name], error, marker="o", label=name)
plt.xscale("log")
plt.xticks(margins, margins)
plt.title("Barely dead units wake, those far off do not")
plt.xlabel("pushed below zero by")
plt.ylabel("layer 2: awake again (%)")
plt.ylim(-5, 165)
plt.yticks(range(0, 101, 25))
plt.legend(ncols=2, loc="upper center")
plt.show()

assert two["SGD, layer 1 frozen"].max() == 0
for name in ("SGD", "Adam"):
    assert one[name].max() == 0
    assert two[name][0] > 30 and two[name][3] < 5
assert (two["SGD, LeakyReLU"] - two["SGD"]).abs().max() < 10
assert one["SGD, LeakyReLU"].max() < 5
assert one["Adam, LeakyReLU"][0] > 20 and two["Adam, LeakyReLU"][0] > 90
# --8<-- [end:evidence]
