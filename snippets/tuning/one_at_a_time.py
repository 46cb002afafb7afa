# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def val_loss(lr, momentum, seed=0):  # 60 steps on 200 images
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([200, 1597])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr, momentum)
    for _ in range(60):
        optimizer.zero_grad()
        cross_entropy(model(X[train]), y[train]).backward()
        optimizer.step()
    return cross_entropy(model(X[val]), y[val]).item()


for lr in (0.03, 1):
    plain, with_momentum = val_loss(lr, 0), val_loss(lr, 0.9)
    print(f"rate {lr}: loss {plain:.2f}, momentum {with_momentum:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates = [10 ** (k / 2) for k in range(-6, 2)]  # 0.001 to 3
momenta = [1 - 10 ** (-j / 2) for j in range(5)]  # 0 to 0.99
table = torch.zeros(8, 5)
for k, lr in enumerate(rates):
    for j, beta in enumerate(momenta):
        runs = [val_loss(lr, beta, seed) for seed in range(2)]
        table[k, j] = sum(runs) / 2
# the same losses by rate / (1 - momentum): column j moves down by j
steps = torch.full((12, 5), torch.inf)
for j in range(5):
    steps[j : j + 8, j] = table[:, j]


def one_at_a_time(losses, j):
    """Rate, then momentum, twice; starts at momentum number j."""
    for _ in range(2):
        k = losses[:, j].argmin()
        j = losses[k].argmin()
    return losses[k, j].item()


print("mean of 2 seeds, start at momentum  0.00  0.90  0.99")
ends = {}
for name, losses in (("rate", table), ("rate / (1 - m)", steps)):
    ends[name] = [one_at_a_time(losses, j) for j in (0, 2, 4)]
    told = [f"{loss:6.2f}" for loss in ends[name]]
    print(f"momentum and {name:21}", *told, sep="")
print(f"lowest of all 40 settings          {table.min():6.2f}")
best = table.argmin(0).tolist()
print("best rate", *[f"{rates[k]:.2g}" for k in best])
assert best == sorted(best, reverse=True) and best[0] > best[4] + 1
assert ends["rate"][2] > table.min() + 0.06
assert max(ends["rate / (1 - m)"]) < table.min() + 0.06
losses = table.clamp(max=2.3)
plt.imshow(losses, "Blues_r", aspect="auto", origin="lower")
plt.plot(range(5), best, "C1o-")
plt.xticks(range(5), [f"{beta:.2g}" for beta in momenta])
plt.yticks(range(8), [f"{lr:.2g}" for lr in rates])
plt.xlabel("momentum")
plt.ylabel("learning rate")
plt.colorbar(label="validation loss")
plt.title("More momentum, lower best rate (line)")
plt.show()
# --8<-- [end:evidence]
