import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
names = "none", "activity 0.01", "activity 0.1", "weights 0.001"
on_activity = torch.tensor([0, 0.01, 0.1, 0]).repeat(5)
on_weights = torch.tensor([0, 0, 0, 0.001]).repeat(5)

# 20 networks side by side: 5 splits, each with the four penalties
torch.manual_seed(0)
rows = torch.rand(5, len(X)).argsort(1).repeat_interleave(4, 0)
train, test = rows.split([1000, 797], 1)
W = torch.randn(5, 64, 64).repeat_interleave(4, 0) / 32**0.5
V = torch.randn(5, 64, 10).repeat_interleave(4, 0) / 8
b = torch.zeros(20, 1, 64)
params = [p.requires_grad_() for p in (W, b, V)]
optimizer = torch.optim.Adam(params, lr=0.01)
for i in train.split(50, 1) * 15:
    hidden = (X[i] @ W + b).relu()  # (network, image, unit)
    logits = hidden @ V
    loss = F.cross_entropy(logits.mT, y[i], reduction="none").mean(1)
    # Summed over the units, averaged over the images
    loss = loss + on_activity * hidden.abs().sum(2).mean(1)
    loss = loss + on_weights * W.abs().sum((1, 2))
    optimizer.zero_grad()
    loss.sum().backward()
    optimizer.step()

hidden = (X[test] @ W + b).relu()
right = (hidden @ V).argmax(2) == y[test]
on = hidden > 0
small = W.abs() < 0.01
shares = [right, on, ~on.any(1), small]
shares = [x.float().flatten(1).mean(1).view(5, 4) for x in shares]
print("L1 penalty      accuracy   units on  never on  weights < 0.01")
for name, row in zip(names, torch.stack(shares).mean(1).T, strict=True):
    print(f"{name:14}" + "".join(f"{x:10.2f}" for x in row))
right, share_on, never, small = shares
assert (share_on[:, 1] < share_on[:, 0] / 2).all()  # sparse activity
assert right[:, 1].mean() > right[:, 0].mean() - 0.01
assert small[:, :3].max() < 0.1 < 0.5 < small[:, 3].min()
assert (share_on[:, 3] > share_on[:, 1] * 2).all()
assert never[:, 2].min() > 0.7 and right[:, 2].mean() < 0.95

count = on.sum(2).view(5, 4, -1)  # units that are on, for each image
for i, color in (0, "C0"), (1, "C1"), (3, "gray"):
    for of_split in count[:, i]:
        share = (of_split // 2).bincount(minlength=33) / 797
        plt.plot(range(0, 66, 2), share, color=color, lw=0.8)
    plt.plot([], color=color, label=names[i])
plt.title("The penalty keeps most units quiet")
plt.xlabel("units on, of 64")
plt.ylabel("share of the test images (per 2 units)")
plt.ylim(0, 0.6)
plt.legend(loc="upper right", title="L1 penalty, 5 splits each")
plt.show()
