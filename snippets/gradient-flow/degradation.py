# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X, y = torch.rand(500, 64), torch.randint(10, (500,))


def plain(depth):
    """Linear, batch norm, ReLU, `depth` times."""
    model = nn.Sequential()
    for _ in range(depth):
        model.extend([nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()])
    return model.append(nn.Linear(64, 10))


for depth in (8, 32):
    model = plain(depth)
    nn.functional.cross_entropy(model(X), y).backward()
    first, last = (model[k].weight.grad.norm() for k in (0, -4))
    print(f"{depth:2} layers: gradient 1 / last {first / last:.1g}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

torch.set_default_dtype(torch.float64)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


class Residual(nn.Module):
    """The same blocks, each added to what it was given."""

    def __init__(self, depth):
        super().__init__()
        *layers, self.head = plain(depth)
        blocks = zip(
            layers[::3], layers[1::3], layers[2::3], strict=True
        )
        self.blocks = nn.ModuleList(nn.Sequential(*b) for b in blocks)

    def forward(self, x):
        for block in self.blocks:
            x = x + block(x)
        return self.head(x)


def train(kind, depth, lr, seed):
    """Loss on the 400 training images after 40 steps."""
    torch.manual_seed(seed)
    model = kind(depth)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(40):
        rows = torch.randint(400, (64,))
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():  # in training mode: batch statistics
        return nn.functional.cross_entropy(
            model(X[:400]), y[:400]
        ).item()


rates, best = (0.001, 0.01, 0.1), {}
print("3 seeds       lr     training loss")
for name, kind, depth in (
    ("plain 8", plain, 8),
    ("plain 32", plain, 32),
    ("residual 32", Residual, 32),
):
    runs = [
        [train(kind, depth, lr, s) for s in range(3)] for lr in rates
    ]
    runs = torch.tensor(runs)  # (rate, seed)
    pick = runs.mean(dim=1).argmin()
    best[name] = runs[pick]
    print(f"{name:12}  {rates[pick]:<5}  {runs[pick].mean():.1f}")
    plt.plot([name] * 3, runs[pick], "o", color="C0", alpha=0.6)
plt.title("Deeper trains worse, but not with skips")
plt.ylabel("training loss (a dot a seed)")
plt.show()

assert first / last > 50  # of 32 plain layers
assert best["plain 32"].min() > 0.8
assert best["plain 8"].max() < 0.6 and best["residual 32"].max() < 0.6
# --8<-- [end:evidence]
