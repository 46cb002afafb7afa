# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[:256] / 16).float(), torch.tensor(y[:256])
model, loss_fn = nn.Linear(64, 10), nn.CrossEntropyLoss()


def gradient(rows):
    model.zero_grad()
    loss_fn(model(X[rows]), y[rows]).backward()
    return model.weight.grad.clone()


full = gradient(slice(None))
for size in (1, 8, 64):
    batches = torch.randint(256, (200, size))
    off = torch.stack([gradient(b) - full for b in batches])
    off = off.square().sum(dim=(1, 2)).mean().sqrt() / full.norm()
    print(f"batch {size:2}: off by {off:.2f} of its length")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

ones = torch.stack([gradient([i]) - full for i in range(256)])
sigma = ones.square().sum(dim=(1, 2)).mean().sqrt() / full.norm()
print(f"sigma / sqrt(64) = {sigma / 8:.2f}")
assert abs(off * 8 / sigma - 1) < 0.1


def train(size, n_steps, lr, seed):
    """Loss on all 256 images after n_steps of plain SGD."""
    torch.manual_seed(seed)
    model = nn.Linear(64, 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    passes = [torch.randperm(256) for _ in range(20)]
    for rows in torch.cat(passes).split(size)[:n_steps]:
        optimizer.zero_grad()
        loss_fn(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return loss_fn(model(X), y).item()


def tuned(size, n):
    """Losses of 3 seeds after n steps, at the best of seven rates."""
    rates = 0.016, 0.06, 0.25, 1, 4, 16, 64
    runs = [[train(size, n, lr, s) for s in range(3)] for lr in rates]
    best = torch.tensor(runs).mean(dim=1).argmin()
    assert 0 < best < len(rates) - 1  # inside the grid
    return runs[best]


sizes = 1, 8, 64, 256
steps = torch.tensor([tuned(size, 20) for size in sizes])
passes = torch.tensor([tuned(size, 512 // size) for size in sizes])
print("loss, n = 3   20 steps      2 passes")
for size, *arms in zip(sizes, steps, passes, strict=True):
    row = [f"{a.mean():.2f} ± {a.std() / 3**0.5:.2f}" for a in arms]
    print(f"batch {size:3}    ", "   ".join(row))
one, eight, _, whole = steps.mean(dim=1)
assert one > 2 * eight > 4 * whole  # per step
assert 4 * passes[:2].mean() < passes[3].mean()  # per image

plt.loglog(sizes, steps, "C1.-", sizes, passes, "C0.-")
plt.text(2.2, 1.7, "20 steps", color="C1")
plt.text(100, 1.8, "2 passes", color="C0", ha="right")
plt.title("Best batch: large per step, small per image")
plt.xlabel("batch size (images; a line a seed)")
plt.ylabel("training loss, rate tuned")
plt.show()
# --8<-- [end:evidence]
