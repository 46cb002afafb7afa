# --8<-- [start:idea]
import torch
from sklearn.datasets import load_wine
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
X, y = load_wine(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y)  # (178, 13), (178,)
X = (X - X.mean(0)) / X.std(0)
model = nn.Linear(13, 3).double()

logits = model(X)
logits.retain_grad()  # else logits.grad is None
F.cross_entropy(logits, y).backward()
error = logits.softmax(1) - F.one_hot(y, 3)  # probability - target
gap = (logits.grad * len(X) - error).abs().max()
print(f"true class {y[0]}")
print("softmax  ", logits.softmax(1)[0].detach().numpy().round(2))
print("gradient ", (logits.grad[0] * len(X)).numpy().round(2))
print(f"largest gap to softmax - target in 178 rows: {gap:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

assert gap < 1e-14
assert ((error < 0) == F.one_hot(y, 3)).all()  # pulls up one class
assert error.sum(1).abs().max() < 1e-14  # and pushes down as much
for ahead in (20, 0, -20):
    z = torch.tensor([ahead, 0.0], requires_grad=True)
    F.cross_entropy(z, torch.tensor(0)).backward()
    print(f"true class ahead by {ahead:3}: gradient {z.grad[0]:5.2f}")

rows = [0, 1, 60, 61, 150, 151]  # two of each class
plt.imshow(error[rows].detach(), cmap="coolwarm", vmin=-1, vmax=1)
plt.colorbar(label="slope of the loss, per logit")
plt.xticks(range(3))
plt.yticks(range(6), [f"true {y[row]}" for row in rows])
plt.title("Only the true class is pulled up (blue)")
plt.xlabel("class")
plt.ylabel("example")
plt.show()

optimizer = torch.optim.SGD(model.parameters(), lr=1)
for _ in range(300):
    logits = model(X)
    optimizer.zero_grad()
    F.cross_entropy(logits, y).backward()
    optimizer.step()
    error = (logits.softmax(1) - F.one_hot(y, 3)) / len(X)
    by_hand = error.T @ X  # the chain rule, one layer back
    assert torch.allclose(model.weight.grad, by_hand, atol=1e-14)
mean, share = logits.softmax(1).mean(0), y.bincount() / len(y)
print("mean probability", " ".join(f"{p:.3f}" for p in mean))
print("share of class  ", " ".join(f"{p:.3f}" for p in share))
assert (mean - share).abs().max() < 1e-3
# --8<-- [end:evidence]
