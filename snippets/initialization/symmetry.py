# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
for p in model.parameters():
    nn.init.constant_(p, 0.05)

optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(100):
    loss = nn.functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
units = model[0].weight.detach()  # (32, 64), a row a unit
print(f"weights moved by up to {(units - 0.05).abs().max():.2f}")
print(f"different units: {len(units.round(decimals=4).unique(dim=0))}")
right = (model(X).argmax(1) == y).float().mean()
print(f"training accuracy {right:.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(start, seed):
    """Test accuracy, distinct units, and one weight of each by step."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([1297, 500])
    width = 1 if start == "one unit" else 32
    first, last = nn.Linear(64, width), nn.Linear(width, 10)
    drop = nn.Dropout(0.5 if start == "dropout" else 0.0)
    if start not in ("random", "one unit"):
        nn.init.constant_(first.weight, 0.05)
        nn.init.constant_(first.bias, 0.05)
        if start != "random last":
            nn.init.constant_(last.weight, 0.05)
    if start == "noise 0.01":
        with torch.no_grad():
            first.weight += 0.01 * torch.randn(32, 64)
    model = nn.Sequential(first, nn.ReLU(), drop, last)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    path = []
    for _ in range(100):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        path.append(first.weight[:, 20].tolist())
    model.eval()
    right = (model(X[test]).argmax(1) == y[test]).float().mean()
    units = first.weight.detach().round(decimals=4).unique(dim=0)
    return right.item(), len(units), path


equal = ("equal", "one unit")
others = ("noise 0.01", "random last", "dropout", "random")
fig, axes = plt.subplots(1, 2, sharey=True)
print("5 seeds      different units   test accuracy")
for start in equal + others:
    runs = [train(start, seed) for seed in range(5)]
    right, units, paths = zip(*runs, strict=True)
    told = f"{min(right):.2f} to {max(right):.2f}"
    print(f"{start:12} {max(units):13}   {told}")
    if start in equal:
        assert max(units) == 1 and max(right) < 0.4
    else:
        assert min(units) == 32 and min(right) > 0.8
    if start in ("equal", "noise 0.01"):
        ax = axes[0] if start == "equal" else axes[1]
        ax.plot(paths[0], "C0", lw=0.8)
        ax.set(title=start)
axes[0].set(ylabel="one weight of each of 32 units")
fig.supxlabel("step of Adam")
fig.suptitle("Equal units move as one; noise parts them")
plt.show()
# --8<-- [end:evidence]
