# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
by_chance = torch.randint(10, y.shape)
noisy = torch.where(torch.rand(len(y)) < 0.4, by_chance, y)
model = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer, history = torch.optim.Adam(model.parameters(), lr=0.01), []
for _ in range(150):  # epochs
    optimizer.zero_grad()
    cross_entropy(model(X[train]), noisy[train]).backward()
    optimizer.step()
    loss = cross_entropy(model(X[val]), noisy[val])
    right = (model(X[test]).argmax(1) == y[test]).float().mean()
    history.append((loss.item(), right.item()))
print(f"best epoch {min(history)[1]:.2f}, last {history[-1][1]:.2f}")


# --8<-- [end:idea]
# --8<-- [start:evidence]
def accuracies(labels, seed):
    """On test: of the epoch with the lowest val loss; of the last."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 128), nn.ReLU())
    model.append(nn.Linear(128, 10))
    optimizer, history = torch.optim.Adam(model.parameters(), 0.01), []
    for _ in range(150):
        logits = model(X)
        right = (logits[test].argmax(1) == y[test]).float().mean()
        loss = cross_entropy(logits[val], labels[val])
        history.append((loss.item(), right.item()))
        optimizer.zero_grad()
        cross_entropy(logits[train], labels[train]).backward()
        optimizer.step()
    return min(history)[1], history[-1][1]


def losses(batch, steps, lr, seed):
    """On val and test, after steps of plain SGD."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU())
    model.append(nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for rows in train[torch.randint(len(train), (steps, batch))]:
        optimizer.zero_grad()
        cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return [
        cross_entropy(model(X[k]), y[k]).item() for k in (val, test)
    ]


print("3 seeds, test accuracy    best epoch  last")
for name, labels in (("true labels", y), ("40 % by chance", noisy)):
    runs = torch.tensor([accuracies(labels, s) for s in range(3)])
    best, last = runs.mean(0)
    print(f"{name:26} {best:9.2f} {last:5.2f}")
    low, high = (0.06, 1) if labels is noisy else (-0.03, 0.03)
    assert low < best - last < high
print("batch  steps  images seen  rate  test loss (2 seeds)")
found = []
for batch, steps in ((16, 320), (256, 20), (256, 320)):
    tries = {}
    for lr in (0.1, 0.3, 1.0, 3.0):
        runs = [losses(batch, steps, lr, seed) for seed in range(2)]
        tries[lr] = torch.tensor(runs).mean(0)
    lr = min(tries, key=lambda lr: tries[lr][0])  # chosen on val
    found.append(tries[lr][1])
    print(f"{batch:5} {steps:6} {batch * steps:12} {lr:5}", end="")
    print(f"{found[-1]:11.2f}")
small, same_images, same_steps = found
assert same_images > 1.5 * small and same_steps < 1.2 * small
# --8<-- [end:evidence]
