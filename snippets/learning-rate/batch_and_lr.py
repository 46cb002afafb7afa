# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor((X - X.mean(0)) / 16), torch.tensor(y)


def val_loss(batch_size, lr, optimizer_class=torch.optim.SGD, seed=0):
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X))[:1000].split([400, 600])
    labels = y.clone()  # for training, 40 % of them drawn anew
    labels[:719] = torch.randint(10, (719,))
    model = nn.Linear(64, 10).double()
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for batch in train.split(batch_size) * 3:  # epochs
        optimizer.zero_grad()
        cross_entropy(model(X[batch]), labels[batch]).backward()
        optimizer.step()
    return cross_entropy(model(X[val]), y[val]).item()


for size, lr in (4, 0.5), (16, 0.5), (16, 2.0), (256, 32.0):
    print(f"batch {size:3}, lr {lr}: loss {val_loss(size, lr):.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

sizes = [4, 16, 64, 256]
fig, axes = plt.subplots(2, sharey=True, figsize=(5.2, 6.4))
for ax, optimizer_class, base in (
    (axes[0], torch.optim.SGD, 0.5),
    (axes[1], torch.optim.Adam, 0.02),
):
    rates = [base * 2.0**k for k in range(-2, 8)]
    losses, errors, best, ends = {}, {}, [], {}
    for size in sizes:
        for lr in rates:
            arm = size, lr, optimizer_class
            runs = torch.tensor([val_loss(*arm, s) for s in range(3)])
            losses[size, lr] = runs.mean().item()
            errors[size, lr] = runs.std().item() / 3**0.5
        curve = [losses[size, lr] for lr in rates]
        best.append(rates[curve.index(min(curve))])
        ax.plot(rates, curve, ".-", label=f"batch {size}")
    rows = {
        "same rate": [base] * 4,
        "times root": [base * k for k in (1, 2, 4, 8)],
        "times size": [base * k for k in (1, 4, 16, 64)],
        "tuned": best,
    }
    print(f"{optimizer_class.__name__:13} batch 4, 16, 64, 256 (rate)")
    for way, lrs in rows.items():
        pairs = list(zip(sizes, lrs, strict=True))
        ends[way] = [losses[pair] for pair in pairs]
        row = [f"{losses[pair]:6.2f} ({pair[1]:g})" for pair in pairs]
        print(f"{way:10}", *row)
    worst = max(errors[pair] for pair in pairs)  # of the last row
    print(f"standard error of the tuned row: up to {worst:.2f}, n = 3")
    same, root, scaled, tuned = ends.values()
    if ax is axes[0]:
        assert abs(scaled[1] - scaled[0]) < 0.05 < same[1] - scaled[1]
        assert scaled[3] > tuned[3] + 0.4
    else:
        assert root[3] < min(same[3], scaled[3]) - 0.3
    ax.set(xscale="log", ylim=(0, 2.5), xlabel="learning rate")
    ax.set(ylabel="validation loss", title=optimizer_class.__name__)
    ax.legend(loc="lower center", ncols=2)
fig.suptitle("The best rate grows with the batch")
plt.show()
# --8<-- [end:evidence]
