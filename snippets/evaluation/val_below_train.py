# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val = torch.randperm(len(X)).split([1297, 500])
model = nn.Sequential(nn.Dropout(0.5), nn.Linear(64, 10)).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loss_fn = nn.CrossEntropyLoss()
for _ in range(200):
    optimizer.zero_grad()
    loss = loss_fn(model(X[train]), y[train])
    loss.backward()
    optimizer.step()
print(f"training, as logged     {loss:.2f}")
model.eval()  # no dropout from here on
for name, rows in (("validation", val), ("the training rows", train)):
    print(f"{name:17} then  {loss_fn(model(X[rows]), y[rows]):.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def three_losses(dropout, seed):
    """For each of ten epochs: logged, validation, training after it."""
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([1297, 500])
    model = nn.Sequential(
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(64, 10),
    ).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    history = []
    for _ in range(10):
        model.train()
        logged = []
        for batch in train[torch.randperm(1297)].split(64):
            optimizer.zero_grad()
            loss = loss_fn(model(X[batch]), y[batch])
            loss.backward()
            optimizer.step()
            logged.append(loss.item())
        model.eval()
        after = [
            loss_fn(model(X[r]), y[r]).item() for r in (val, train)
        ]
        history.append([sum(logged) / len(logged), *after])
    return history


print("mean of 4 seeds       logged  validation  training after")
fig, axes = plt.subplots(1, 2, sharey=True, layout="constrained")
gaps = {}
for dropout, ax in zip((0.5, 0.0), axes, strict=True):
    runs = [three_losses(dropout, seed) for seed in range(4)]
    means = torch.tensor(runs).mean(0)  # (epoch, loss)
    for epoch in (1, 10):
        logged, val_loss, after = means[epoch - 1]
        print(f"dropout {dropout}, epoch {epoch:2}", end="")
        print(f"{logged:8.2f} {val_loss:11.2f} {after:15.2f}")
        gaps[dropout, epoch] = logged - val_loss
        if epoch == 1:
            assert abs(after - val_loss) < 0.15
        else:
            assert after < val_loss
    labels = "training, logged", "validation", "training, after"
    ax.plot(range(1, 11), means, label=labels)
    ax.set(title=f"dropout {dropout}", xlabel="epoch", yscale="log")
assert gaps[0.5, 10] > 0.05 and gaps[0.0, 1] > 0.5
assert gaps[0.0, 10] < 0
axes[0].set_ylabel("cross-entropy")
axes[1].legend()
fig.suptitle("Dropout raises the logged loss for good")
plt.show()
# --8<-- [end:evidence]
