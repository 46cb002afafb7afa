# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)  # (1797, 64)


def deep(activation, depth):
    model = nn.Sequential()
    for _ in range(depth):
        model.append(nn.Linear(64, 64)).append(activation())
    return model.append(nn.Linear(64, 10))


for depth in (5, 10, 20, 40):
    model = deep(nn.Sigmoid, depth)
    nn.functional.cross_entropy(model(X), y).backward()
    first = model[0].weight.grad.norm()
    print(f"{depth:2} sigmoid layers: first gradient {first:.0e}")
# --8<-- [end:idea]
# --8<-- [start:ratio]
import matplotlib.pyplot as plt


def ratio(activation, start, depth, seed):
    """Gradient at the first layer's output over that at the last's."""
    torch.manual_seed(seed)
    model = deep(activation, depth).double()
    outputs, hidden = [], X[:300].double()
    for layer in model[:-1]:
        if start and isinstance(layer, nn.Linear):
            start(layer.weight)
            nn.init.zeros_(layer.bias)
        hidden = layer(hidden)
        hidden.retain_grad()
        outputs.append(hidden)
    nn.functional.cross_entropy(model[-1](hidden), y[:300]).backward()
    return (outputs[0].grad.norm() / outputs[-2].grad.norm()).item()


arms = {
    "sigmoid": (nn.Sigmoid, None),
    "ReLU": (nn.ReLU, None),
    "tanh": (nn.Tanh, None),
    "tanh, Xavier": (nn.Tanh, nn.init.xavier_normal_),
    "ReLU, He": (nn.ReLU, nn.init.kaiming_normal_),
}
depths = (5, 10, 20, 40)
print("first / last, 5 seeds  10 layers  40 layers  a layer")
for k, (name, arm) in enumerate(arms.items()):
    runs = [[ratio(*arm, d, s) for s in range(5)] for d in depths]
    runs = torch.tensor(runs).log()  # (depth, seed)
    factor = (runs[1] / 9).exp()
    mean = runs.mean(dim=1).exp()
    print(f"{name:21}  {mean[1]:9.0e}  {mean[3]:9.0e}", end="")
    print(f"  × {factor.mean():.2f}")
    if name in ("sigmoid", "ReLU", "tanh"):
        assert factor.max() < 0.8 and mean[3] < 1e-6
    else:
        assert 0.85 < factor.min() and factor.max() < 1.2
    plt.semilogy(depths, runs.exp(), color=f"C{k}", lw=1)
    plt.semilogy(depths, mean, color=f"C{k}", marker="o", label=name)
plt.title("Only the right start keeps the gradient")
plt.xlabel("hidden layers")
plt.ylabel("gradient, first layer / last")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:ratio]
# --8<-- [start:moves]
print("20 sigmoid layers, 80 steps: weights moved by, loss")
for name, optimizer_class, lr in (
    ("SGD", torch.optim.SGD, 0.1),
    ("Adam", torch.optim.Adam, 0.001),
):
    torch.manual_seed(0)
    model = deep(nn.Sigmoid, 20)
    before = [p.detach().clone() for p in model.parameters()]
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for _ in range(80):
        loss = nn.functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    pairs = zip(before, model.parameters(), strict=True)
    moved = [(new - old).norm() / old.norm() for old, new in pairs]
    print(
        f"{name:5} first {moved[0]:.0e}  last {moved[-2]:.0e}", end=""
    )
    print(f"  loss {loss:.2f}")
    assert moved[0] < 1e-4 < 0.01 < moved[-2] and loss > 2.25
# --8<-- [end:moves]
