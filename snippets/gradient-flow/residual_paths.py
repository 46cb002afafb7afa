# --8<-- [start:idea]
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, skip, depth=10):
        super().__init__()
        self.skip, self.last = skip, nn.Linear(64, 10)
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()
            )
            for _ in range(depth)
        )

    def forward(self, x, without=None):
        for k, block in enumerate(self.blocks):
            if k != without:
                x = x + block(x) if self.skip else block(x)
        return self.last(x)


torch.manual_seed(0)
outputs = Net(skip=True)(torch.randn(8, 64), without=4)
print("without the fifth block:", tuple(outputs.shape))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

torch.set_default_dtype(torch.float64)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # (1797, 64)


def accuracies(skip, seed):
    """On test images: of a trained network, then without each block."""
    torch.manual_seed(seed)
    model = Net(skip)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    for _ in range(100):
        rows = torch.randint(1000, (50,))
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        outputs = [model(X[1000:], k) for k in (None, *range(10))]
    right = torch.stack(outputs).argmax(dim=2) == y[1000:]
    return 100 * right.float().mean(dim=1)  # (whole, and 10)


means = {}
print("3 seeds, test   whole   without block 1     2     5    10")
for skip, name in ((False, "plain"), (True, "skips")):
    runs = torch.stack([accuracies(skip, s) for s in range(3)])
    means[name] = mean = runs.mean(dim=0)
    row = "".join(f"{mean[k]:5.0f}%" for k in (2, 5, 10))
    print(f"{name:13}  {mean[0]:5.0f}%  {mean[1]:14.0f}%{row}")
    plt.plot(range(1, 11), mean[1:], "o-", label=name)
plt.title("With skips a block can go, but not the first")
plt.xlabel("block that is left out")
plt.ylabel("test accuracy (%)")
plt.legend()
plt.show()

assert means["plain"][0] > 80 and means["plain"][1:].max() < 45
assert means["skips"][0] > 85 and means["skips"][1] < 50
assert (means["skips"][5:] > means["skips"][0] - 5).all()
# --8<-- [end:evidence]
