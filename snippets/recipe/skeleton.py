# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])

model, loss_fn = nn.Linear(64, 10), nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
for _ in range(100):  # epochs
    optimizer.zero_grad()
    loss = loss_fn(model(X[train]), y[train])
    loss.backward()
    optimizer.step()

with torch.no_grad():
    right = model(X[val]).argmax(1) == y[val]
constant = (y[val] == y[train].mode().values).float().mean()
print(f"training loss {loss:.2f}, validation accuracy", end=" ")
print(f"{right.float().mean():.1%}, of a constant {constant:.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def run(seed, shuffled=False):
    """Percent right on X[val], after each epoch on X[train]."""
    torch.manual_seed(seed)
    images, targets = X[train], y[train]
    if shuffled:  # each seed deals the labels out anew
        targets = targets[torch.randperm(len(train))]
    model, scores = nn.Linear(64, 10), []
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(100):
        optimizer.zero_grad()
        loss_fn(model(images), targets).backward()
        optimizer.step()
        with torch.no_grad():
            right = model(X[val]).argmax(1) == y[val]
        scores.append(100 * right.float().mean().item())
    return scores


real = torch.tensor([run(seed) for seed in range(5)])
mixed = torch.tensor([run(seed, shuffled=True) for seed in range(20)])
assert torch.equal(torch.tensor(run(0)), real[0])  # to the last bit
print("in %, after 100 epochs")
for name, scores in (("true labels", real), ("shuffled labels", mixed)):
    last = scores[:, -1]
    print(f"{name:15} {last.min():5.1f} to {last.max():.1f}", end="")
    print(f", {len(last)} seeds")
sd, tosses = mixed[:, -1].std(), 100 * (0.1 * 0.9 / len(val)) ** 0.5
print(f"their standard deviation {sd:.1f}, of guesses {tosses:.1f}")
assert real[:, -1].min() > 90 > 100 * constant + 70
assert mixed[:, -1].max() < 33 and abs(mixed[:, -1].mean() - 10) < 4
assert sd > tosses

plt.plot(real.T, "C1")
plt.plot(mixed.T, "C3", lw=0.5)
plt.axhline(100 * constant, ls="--", color="gray")
plt.text(99, 85, "true labels, 5 seeds", color="C1", ha="right")
plt.text(99, 27, "shuffled, 20 seeds", color="C3", ha="right")
plt.text(99, -6, "most common class", color="gray", ha="right")
plt.title("The skeleton learns from the labels")
plt.xlabel("epoch")
plt.ylabel("validation accuracy in %")
plt.ylim(-8, 100)
plt.show()
# --8<-- [end:evidence]
