# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def share_dead(model):
    outputs, on = X, []
    for layer in model:
        outputs = layer(outputs)
        if isinstance(layer, nn.ReLU):
            on.append((outputs > 0).any(0))  # for any image
    return 1 - torch.cat(on).float().mean().item()


linear, norm = nn.Linear(64, 64), nn.BatchNorm1d(64)
nn.init.constant_(linear.bias, -20)
print(f"no norm:    {share_dead([linear, nn.ReLU()]):.0%} dead")
layers = [linear, norm, nn.ReLU()]
print(f"batch norm: {share_dead(layers):.0%} dead")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(order, seed, lr=0.5, killed=None):
    """Share of ReLUs dead at the end, and of images right."""
    torch.manual_seed(seed)
    model = nn.Sequential()
    for name in order.split() * 2:
        layer = nn.Linear(64, 64) if name == "Linear" else nn.ReLU()
        if name == "BatchNorm":
            layer = nn.BatchNorm1d(64)
        if name == killed:
            nn.init.constant_(layer.bias, -20)
        model.append(layer)
    model.append(nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(3):
        for i in torch.randperm(len(X)).split(100):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(X[i]), y[i]).backward()
            optimizer.step()
    model.eval()
    right = (model(X).argmax(1) == y).float().mean().item()
    return share_dead(model), right


plain, normed = "Linear ReLU", "Linear BatchNorm ReLU"
after = "Linear ReLU BatchNorm"
print("3 seeds                bias -20 in  dead  right")
for order, killed, expected in (
    (plain, "Linear", 1),
    (normed, "Linear", 0),
    (after, "Linear", 1),
    (normed, "BatchNorm", 1),
):
    runs = [train(order, s, killed=killed) for s in range(3)]
    end, right = torch.tensor(runs).mean(0)
    print(f"{order:22} {killed:10} {end:5.0%} {right:6.0%}")
    assert end == expected and (right > 0.5) == (expected == 0)

rates = (0.5, 2, 4, 16)
dead = {}
for color, order in (("C1", plain), ("C0", normed)):
    runs = [[train(order, s, lr)[0] for s in range(3)] for lr in rates]
    dead[order] = torch.tensor(runs)  # (rate, seed)
    plt.plot(rates, dead[order], f"{color}.-", lw=0.8)
    plt.plot([], color, label=order.replace(" ", ", "))
    row = "".join(f"{share:6.0%}" for share in dead[order].mean(1))
    print(f"{order:22} dead at rates 0.5, 2, 4, 16:{row}")
assert dead[plain][1].min() > 0.4 and dead[normed][1].max() < 0.1
assert dead[normed][3].mean() > 0.4
plt.title("Batch norm moves the rate at which ReLUs die")
plt.xscale("log", base=2)
plt.xticks(rates, rates)
plt.xlabel("learning rate of SGD")
plt.ylabel("share never on, 3 seeds")
plt.ylim(-0.03, 1.4)
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
