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
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def train(scale, lr, seed):
    """First loss; validation and test accuracy; sizes by block."""
    torch.manual_seed(seed)
    rows, val, test = torch.randperm(len(X)).split([400, 300, 1097])
    blocks = [Block(64, scale) for _ in range(12)]
    model = nn.Sequential(*blocks, nn.Linear(64, 10))
    sizes = [model[:k](X).detach().square().mean() for k in range(13)]
    first = nn.functional.cross_entropy(model(X[rows]), y[rows])
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(25):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X).argmax(1) == y).float()
    return [first, right[val].mean(), right[test].mean(), *sizes]


print("12 blocks, 3 seeds: first loss   rate    test accuracy")
small, large = (0.01, 0.03, 0.1), (1e-5, 1e-4, 1e-3)
first, right = {}, {}
for name, scale in (("He", 1), ("1/sqrt(L)", 12**-0.5), ("zero", 0)):
    tried = {}
    for lr in large if scale == 1 else small:
        runs = [train(scale, lr, seed) for seed in range(3)]
        tried[lr] = torch.tensor(runs)  # (seed, what)
    lr = max(tried, key=lambda lr: tried[lr][:, 1].mean())
    first[name], right[name] = tried[lr][:, 0], tried[lr][:, 2]
    told = f"{first[name].mean():10.2f}   {lr:<7} {right[name].mean():.2f}"
    print(f"{name:18} {told}", [(k, v[:, 1].mean().item()) for k,v in tried.items()])
    plt.semilogy(range(13), (tried[lr][:, 3:] / tried[lr][:, 3:4]).T)
plt.show()
# --8<-- [end:evidence]
