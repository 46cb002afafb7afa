# --8<-- [start:idea]
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width: int, scale: float) -> None:
        super().__init__()
        self.first = nn.Linear(width, width)
        self.last = nn.Linear(width, width)
        for layer in (self.first, self.last):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
        with torch.no_grad():
            self.last.weight *= scale  # 0: starts as the identity

    def forward(self, x):
        return x + self.last(self.first(x).relu())


torch.manual_seed(0)
x = torch.randn(100, 64)
for scale in (1, 24**-0.5, 0):
    out = nn.Sequential(*(Block(64, scale) for _ in range(24)))(x)
    print(f"scale {scale:.2f}: mean square x {out.square().mean():.1e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def train(scale, lr, seed):
    """First loss; validation and test accuracy; sizes by block."""
    torch.manual_seed(seed)
    rows, val, test = torch.randperm(len(X)).split([400, 300, 1097])
    blocks = [Block(64, scale) for _ in range(12)]
    model = nn.Sequential(*blocks, nn.Linear(64, 10)).double()
    sizes = [model[:k](X).detach().square().mean() for k in range(13)]
    first = nn.functional.cross_entropy(model(X[rows]), y[rows])
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(25):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X).argmax(1) == y).float()
    numbers = [first.detach(), right[val].mean(), right[test].mean()]
    return torch.stack(numbers + sizes)


print("12 blocks, 3 seeds: first loss   rate    test accuracy")
small, large = (1e-4, 3e-4, 1e-3), (0.01, 0.03, 0.1)
right = {}
for k, scale in enumerate((1, 12**-0.5, 0)):
    tried = {}
    for lr in small if scale == 1 else large:
        runs = [train(scale, lr, seed) for seed in range(3)]
        tried[lr] = torch.stack(runs).T  # (what, seed)
    lr = max(tried, key=lambda lr: tried[lr][1].mean())
    first, _, right[k], *sizes = tried[lr]
    told = f"{first.mean():15.2f}   {lr:<7} {right[k].mean():.2f}"
    print(f"scale {scale:<8.2f} {told}")
    lines = plt.semilogy(torch.stack(sizes) / sizes[0], f"C{k}", lw=1)
    lines[0].set_label(f"{scale:.2f}")
    if scale == 1:
        assert first.min() > 20
    else:
        assert first.max() < 4
        assert right[k].mean() > right[0].mean() + 0.05
plt.xlabel("block")
plt.ylabel("mean square, the input's is 1")
plt.title("Scaled by 1/√L or 0, twelve blocks do not explode")
plt.legend(title="scale of last layer", loc="upper left")
plt.show()
# --8<-- [end:evidence]
