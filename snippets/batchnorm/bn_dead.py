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
print(f"batch norm: {share_dead([linear, norm, nn.ReLU()]):.0%} dead")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

torch.set_default_dtype(torch.float64)  # alike on all processors
X = X.double()


def train(order, lr, seed):
    """Share of ReLUs dead after 54 steps."""
    torch.manual_seed(seed)
    model = nn.Sequential()
    for name in order.split() * 2:
        layer = nn.Linear(64, 64) if "Linear" in name else nn.ReLU()
        if "BatchNorm" in name:
            layer = nn.BatchNorm1d(64)
        if "-20" in name:
            nn.init.constant_(layer.bias, -20)
        model.append(layer)
    model.append(nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for i in torch.randint(len(X), (54, 100)):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    return share_dead(model.eval())


rates = 0.5, 2, 4, 16
print("dead at learning rate:     0.5    2    4   16")
for order, low, high in (  # bounds at rate 2
    ("Linear ReLU", 0.4, 0.98),
    ("Linear BatchNorm ReLU", 0, 0.1),
    ("Linear-20 BatchNorm ReLU", 0, 0.1),
    ("Linear-20 ReLU BatchNorm", 1, 1),
    ("Linear BatchNorm-20 ReLU", 1, 1),
):
    runs = [[train(order, lr, s) for s in range(3)] for lr in rates]
    dead = torch.tensor(runs)  # (rate, seed)
    print(f"{order:25}", *(f"{share:4.0%}" for share in dead.mean(1)))
    assert low <= dead[1].min() <= dead[1].max() <= high
    assert dead[3].mean() > 0.4
    if "-20" not in order:
        plt.fill_between(rates, *dead.aminmax(dim=1), lw=2, label=order)
plt.xscale("log", base=2)
plt.title("Batch norm moves the rate at which ReLUs die")
plt.gca().set(xlabel="learning rate", ylabel="share dead, 3 seeds")
plt.legend(loc="upper left", fontsize="small", handlelength=0.7)
plt.show()
# --8<-- [end:evidence]
