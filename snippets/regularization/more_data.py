import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
sizes = torch.tensor([50, 100, 200, 400, 800])

# 25 networks side by side: 5 splits, each with the five sizes
torch.manual_seed(0)
rows = torch.rand(5, len(X)).argsort(1).repeat_interleave(5, 0)
train, test = rows.split([1000, 797], 1)
n = sizes.repeat(5)[:, None]  # images that each network may see
W = torch.randn(5, 64, 64).repeat_interleave(5, 0) / 32**0.5
V = torch.randn(5, 64, 10).repeat_interleave(5, 0) / 8
b = torch.zeros(25, 1, 64)
params = [p.requires_grad_() for p in (W, b, V)]
optimizer = torch.optim.Adam(params, lr=0.01)
for _ in range(200):
    i = train.gather(1, (torch.rand(25, 50) * n).long())
    logits = (X[i] @ W + b).relu() @ V  # (network, image, class)
    loss = F.cross_entropy(logits.mT, y[i]) * 25  # a sum of means
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

with torch.no_grad():
    logits = (X[test] @ W + b).relu() @ V
wrong = (logits.argmax(2) != y[test]).float().mean(1).view(5, 5)
error, spread = wrong.mean(0), wrong.std(0)
print("images   test error (spread)")
for name, m, s in zip(sizes.tolist(), error, spread, strict=True):
    print(f"{name:6}   {m:10.1%} ({s:.1%})")
left = (error[4] / error[0]) ** (1 / 4)
print(f"a doubling leaves {left:.0%} of the errors")
assert (error[2:] < error[:-2]).all()  # four times the data
assert error[4] < error[0] / 2
assert error[0] - error[1] > error[3] - error[4]

plt.loglog(sizes, 100 * wrong.T, "C1.-", lw=0.8)
plt.plot([], "C1", label="5 splits")
plt.plot(sizes, 100 * error, "gray", ls="--", label="mean")
plt.xticks(sizes, sizes.tolist(), minor=False)
plt.minorticks_off()
plt.yticks([3, 5, 10, 20, 30], [3, 5, 10, 20, 30])
plt.title("Each doubling takes a share of the errors")
plt.xlabel("training images")
plt.ylabel("test error, %")
plt.legend(loc="lower left")
plt.show()
