# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(256, 128)  # (batch, features)
for scaled in (False, True):
    hidden = X
    for _ in range(20):
        layer = nn.Linear(128, 128, bias=False)
        nn.init.kaiming_normal_(layer.weight)
        branch = torch.relu(layer(hidden))
        hidden = hidden + (branch / 20 if scaled else branch)
    name = "x + f(x) / 20" if scaled else "x + f(x)"
    print(f"{name:13} mean square {hidden.square().mean():.1e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def branch(hidden):
    """Two layers, the last one linear: keeps the mean square."""
    first, second = (nn.Linear(128, 128, bias=False) for _ in range(2))
    nn.init.kaiming_normal_(first.weight)
    nn.init.kaiming_normal_(second.weight, nonlinearity="linear")
    return second(torch.relu(first(hidden)))


def norm(hidden):
    return nn.functional.layer_norm(hidden, [128])


def block(name, x):
    match name:
        case "x + f(x)":
            return x + branch(x)
        case "x + f(x) / √20":
            return x + branch(x) / 20**0.5
        case "(x + f(x)) / √2":
            return (x + branch(x)) / 2**0.5
        case "x + f(norm(x))":
            return x + branch(norm(x))
    return norm(x + branch(x))


print("mean square, 5 seeds   block 1       10        20")
end = {}
for name in (
    "x + f(x)",
    "x + f(norm(x))",
    "x + f(x) / √20",
    "(x + f(x)) / √2",
    "norm(x + f(x))",
):
    runs = []
    for seed in range(5):
        torch.manual_seed(seed)
        hidden, squares = torch.randn(256, 128), []
        with torch.no_grad():
            for _ in range(20):
                hidden = block(name, hidden)
                squares.append(hidden.square().mean().item())
        runs.append(squares)
    logs = torch.tensor(runs).log()  # (seed, block)
    end[name] = logs[:, -1].exp()
    mean = logs.mean(dim=0).exp()
    row = "".join(f"{mean[k]:10.3g}" for k in (0, 9, 19))
    print(f"{name:20} {row}")
    plt.semilogy(range(1, 21), mean, label=name)
plt.title("A plain sum doubles the mean square in each block")
plt.xlabel("block")
plt.xticks(range(5, 21, 5))
plt.ylabel("mean square of its output")
plt.legend()
plt.show()

assert end["x + f(x)"].min() > 1e5
added = end["x + f(norm(x))"]
assert 12 < added.min() and added.max() < 30
assert end["x + f(x) / √20"].max() < 3.5
assert (end["(x + f(x)) / √2"].log().abs() < 1.5).all()
# --8<-- [end:evidence]
