# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def accuracy(lr, decay=0.0, seed=0):  # on rows that are not trained on
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([200, 1597])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr, 0.9, 0, decay)
    for _ in range(60):
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[train]), y[train]).backward()
        optimizer.step()
    return (model(X[val]).argmax(1) == y[val]).double().mean().item()


scores = [accuracy(lr) for lr in (0.0001, 0.001, 0.01)]
while scores[-1] == max(scores):  # the best is at the edge
    scores.append(accuracy(10.0 ** (len(scores) - 4)))
print("rates 1e-4, 1e-3, ...:", *[f"{s:.2f}" for s in scores])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates = [10 ** (k / 2) for k in range(-8, 4)]  # 1e-4 to 30
decays = [10.0**k for k in range(-7, 0)]  # 1e-7 to 0.1
by_rate = torch.tensor(
    [[accuracy(lr, seed=s) for lr in rates] for s in range(5)]
)
by_decay = torch.tensor(
    [[accuracy(0.3, decay, s) for decay in decays] for s in range(5)]
)


def report(name, scores):  # (seed, value)
    edge = scores.argmax(1) % (scores.shape[1] - 1) == 0
    best = scores.amax(1).mean()
    print(f"{name}  {edge.sum()} of 5        {best:.2f}")
    return edge.sum(), best


print("5 seeds               at the edge   best")
found = report("rates  1e-4 to 0.01 ", by_rate[:, :5])
wide = report("rates  1e-4 to 30   ", by_rate)
assert found[0] == 5 and wide[0] == 0 and found[1] < wide[1] - 0.3
low = by_decay[:, :4]  # up to 1e-4
spread = (low.amax(1) - low.amin(1)).mean()
print(f"decays 1e-7 to 1e-4 differ by {spread:.4f}")
gain = (by_decay.amax(1) - low.amax(1)).mean()
print(f"decays up to 0.1 gain {gain:.3f}")
assert spread < 0.002 and gain < 0.02

figure, axes = plt.subplots(1, 2, sharey=True)
axes[0].semilogx(rates, by_rate.T, "C0", lw=1)
axes[0].axvspan(1e-4, 1e-2, color="gray", alpha=0.3)
axes[0].set_xlabel("learning rate (gray: tried)")
axes[0].set_ylabel("validation accuracy (5 seeds)")
axes[1].semilogx(decays, by_decay.T, "C0", lw=1)
axes[1].axvspan(1e-7, 1e-4, color="gray", alpha=0.3)
axes[1].set_xlabel("weight decay (gray: tried)")
figure.suptitle("A slope at the edge of the range, and a plateau")
plt.show()
# --8<-- [end:evidence]
