# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.modules.module import register_module_forward_hook


def dead_units(model: nn.Module, X: torch.Tensor) -> list[float]:
    """Share of units that no row of X turns on, for each nn.ReLU."""
    shares = []

    def count(module, args, output):
        if isinstance(module, nn.ReLU):
            on = (output > 0).transpose(0, 1).flatten(1).any(dim=1)
            shares.append(1 - on.float().mean().item())

    with torch.no_grad(), register_module_forward_hook(count):
        model(X)
    return shares


for lr in (0.0, 0.1, 1.0):
    torch.manual_seed(0)
    X = torch.rand(500, 20)
    net = nn.Sequential(nn.Linear(20, 30), nn.ReLU(), nn.Linear(30, 1))
    (net(X) - 5).square().mean().backward()
    torch.optim.SGD(net.parameters(), lr=lr).step()
    print(f"one step at {lr}: {dead_units(net, X)[0]:.0%} dead")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def train(activation, lr, seed):
    """Dead units of 2 layers, test accuracy (all in %), classes."""
    torch.manual_seed(seed)
    model = nn.Sequential()
    for _ in range(2):
        model.extend([nn.Linear(64, 64), activation()])
    model.append(nn.Linear(64, 10)).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(6):
        for i in torch.randperm(1300).split(100):
            loss = nn.functional.cross_entropy(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    dead = []
    for k in (1, 3):  # slope 0 for every training image
        z = model[:k](X[:1300]).detach().requires_grad_()
        (slope,) = torch.autograd.grad(model[k](z).sum(), z)
        dead.append(100 * (slope == 0).all(dim=0).double().mean())
    with torch.no_grad():
        classes = model(X[1300:]).argmax(dim=1)
    accuracy = 100 * (classes == y[1300:]).double().mean()
    return torch.tensor([*dead, accuracy, len(classes.unique())])


lrs = [0.25, 0.5, 1, 2]
mean = {}
print("5 seeds      lr   dead: layer 1   2   test   classes")
for act in (nn.LeakyReLU, nn.Tanh, nn.ReLU):
    runs = [train(act, lr, seed) for lr in lrs for seed in range(5)]
    runs = torch.stack(runs).view(4, 5, 4)  # (lr, seed, measure)
    for lr, row in zip(lrs, runs.mean(dim=1), strict=True):
        mean[act, lr] = one, two, accuracy, classes = row.tolist()
        if lr in (0.5, 2):  # between them it depends on the seed
            print(f"{act.__name__:9} {lr:5} {one:12.0f}%", end="")
            print(f" {two:3.0f}% {accuracy:4.0f}% {classes:6.1f}")
plt.plot(lrs, runs[:, :, 1], "C0.-", lw=0.8)  # ReLU, layer 2
plt.title("Large steps kill ReLUs (a line a seed)")
plt.xscale("log", base=2)
plt.xticks(lrs, lrs)
plt.xlabel("learning rate of SGD")
plt.ylabel("layer 2: units dead on all images (%)")
plt.show()

for act in (nn.LeakyReLU, nn.Tanh, nn.ReLU):
    assert max(mean[act, 0.5][:2]) < 15 and mean[act, 0.5][2] > 60
    assert mean[act, 2][2] < 40
assert max(mean[nn.LeakyReLU, 2][:2]) == 0
assert min(mean[nn.ReLU, 2][:2]) > 60 and mean[nn.ReLU, 2][2] < 25
# --8<-- [end:evidence]
