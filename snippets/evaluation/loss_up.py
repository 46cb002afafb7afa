# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val = torch.randperm(len(X)).split([300, 1497])
layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
model = nn.Sequential(*layers).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for step in range(1, 301):
    optimizer.zero_grad()
    cross_entropy(model(X[train]), y[train]).backward()
    optimizer.step()
    if step in (10, 40, 300):
        logits = model(X[val])
        right = (logits.argmax(1) == y[val]).double().mean()
        loss = cross_entropy(logits, y[val])
        print(f"step {step:3}  loss {loss:.2f}  accuracy {right:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def history(wrong, seed):
    """Each ten steps: loss, accuracy, loss of right and wrong rows."""
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([300, 1497])
    labels = y[train].clone()
    labels[:wrong] = torch.randint(10, (wrong,))
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    rows = []
    for step in range(1, 301):
        optimizer.zero_grad()
        cross_entropy(model(X[train]), labels).backward()
        optimizer.step()
        if step % 10 == 0:
            logits = model(X[val]).detach()
            losses = cross_entropy(logits, y[val], reduction="none")
            right = logits.argmax(1) == y[val]
            split = losses[right].mean(), losses[~right].mean()
            rows.append((losses.mean(), right.double().mean(), *split))
    return torch.tensor(rows)


print("mean of 4 seeds        loss  accuracy  right rows  wrong rows")
ends = {}
for wrong in (0, 60):
    runs = [history(wrong, seed) for seed in range(4)]
    lowest = torch.stack([run[run[:, 0].argmin()] for run in runs])
    last = torch.stack([run[-1] for run in runs])
    if wrong == 0:
        curves = torch.stack(runs).mean(0)
    ends[wrong] = lowest.mean(0), last.mean(0)
    for name, row in zip(
        ("lowest", "step 300"), ends[wrong], strict=True
    ):
        told = "{:8.2f} {:9.3f} {:11.3f} {:11.1f}".format(*row)
        print(f"{wrong:2} labels, {name:8}{told}")
low, last = ends[0]
assert last[0] > 1.1 * low[0] and last[1] > low[1] - 0.005
assert last[2] < 0.7 * low[2] and last[3] > 1.3 * low[3]
low, last = ends[60]
assert last[0] > 2 * low[0] and last[1] < low[1] - 0.05

steps = range(10, 301, 10)
plt.semilogy(steps, curves[:, 3], "C1", label="wrong rows")
plt.semilogy(steps, curves[:, 0], "gray", label="all rows")
plt.semilogy(steps, curves[:, 2], "C0", label="right rows")
plt.xlabel("step")
plt.ylabel("validation loss")
plt.title("A few mistakes, ever surer, raise the loss")
plt.legend(loc=(0.6, 0.15))
plt.show()
# --8<-- [end:evidence]
