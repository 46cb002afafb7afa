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
for _ in range(200):  # epochs
    optimizer.zero_grad()
    loss = loss_fn(model(X[train]), y[train])
    loss.backward()
    optimizer.step()

with torch.no_grad():
    right = model(X[val]).argmax(1) == y[val]
constant = (y[val] == y[train].mode().values).float().mean()
print(f"training loss {loss:.2f}, validation accuracy", end=" ")
print(f"{right.float().mean():.2f}, of a constant {constant:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def run(targets, seed):
    """Accuracy on X[val] after each epoch on X[train] and targets."""
    torch.manual_seed(seed)
    model, scores = nn.Linear(64, 10), []
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        loss_fn(model(X[train]), targets).backward()
        optimizer.step()
        right = model(X[val]).argmax(1) == y[val]
        scores.append(right.float().mean().item())
    return scores


shuffled = y[train][torch.randperm(len(train))]
real = torch.tensor([run(y[train], seed) for seed in range(5)])
mixed = torch.tensor([run(shuffled, seed) for seed in range(5)])
assert run(y[train], seed=0) == real[0].tolist()  # to the last bit
print("5 seeds          after 200 epochs")
for name, scores in (("true labels", real), ("shuffled labels", mixed)):
    last = scores[:, -1]
    print(f"{name:15}  {last.min():.2f} to {last.max():.2f}")
assert real[:, -1].min() > 0.9 > constant + 0.7
assert mixed[:, -1].max() < 0.25

plt.plot(real.T, "C1")
plt.plot(mixed.T, "C3")
plt.axhline(constant, ls="--", color="gray")
plt.text(199, 0.85, "true labels", color="C1", ha="right")
plt.text(199, 0.25, "shuffled labels", color="C3", ha="right")
plt.text(199, 0.02, "most common class", color="gray", ha="right")
plt.title("The skeleton learns from the labels")
plt.xlabel("epoch")
plt.ylabel("validation accuracy")
plt.ylim(0, 1)
plt.show()
# --8<-- [end:evidence]
