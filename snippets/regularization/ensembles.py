import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)

# 50 networks side by side: 5 splits, each with 10 random starts
torch.manual_seed(0)
rows = torch.rand(5, 1, len(X)).argsort(2)
train, test = rows[..., :100], rows[..., 1000:]
W = torch.randn(5, 10, 64, 64) / 32**0.5
V = torch.randn(5, 10, 64, 10) / 8
b = torch.zeros(5, 10, 1, 64)
params = [p.requires_grad_() for p in (W, b, V)]
optimizer = torch.optim.Adam(params, lr=0.01)
for _ in range(100):
    logits = (X[train] @ W + b).relu() @ V
    labels = y[train].expand(5, 10, 100)
    loss = F.cross_entropy(logits.flatten(0, 2), labels.flatten())
    optimizer.zero_grad()
    (loss * 50).backward()  # each network gets its own mean
    optimizer.step()


def score(probs):  # (5, any, image, class) to two of (5, any)
    at_label = probs.gather(
        3, y[test].expand(probs.shape[:3])[..., None]
    )
    right = probs.argmax(3) == y[test]
    return right.float().mean(2), -at_label.log().mean((2, 3))


with torch.no_grad():
    probs = ((X[test] @ W + b).relu() @ V).softmax(3)
    mean_W, mean_b, mean_V = (p.mean(1, keepdim=True) for p in params)
    merged = ((X[test] @ mean_W + mean_b).relu() @ mean_V).softmax(3)
count = torch.arange(1, 11)
ensemble = score(probs.cumsum(1) / count[:, None, None])
members, merged = score(probs), score(merged)
print("splits: mean       accuracy    NLL")
for name, (right, nll) in {
    "one network": [x.mean(1) for x in members],
    "2 networks": [x[:, 1] for x in ensemble],
    "10 networks": [x[:, 9] for x in ensemble],
    "weights averaged": [x[:, 0] for x in merged],
}.items():
    print(f"{name:16} {right.mean():10.2f} {nll.mean():6.2f}")
gain = ensemble[0][:, 9] - members[0].mean(1)
assert gain.abs().max() < 0.04  # accuracy: up or down, by little
nll = members[1].mean(1)
assert (ensemble[1][:, 9] < 0.97 * nll).all()
assert merged[0].mean() < members[0].mean() - 0.2

plt.plot(count, ensemble[1].T, "C0", lw=0.8)
plt.plot([], "C0", label="5 splits: first networks, averaged")
plt.plot(
    [1] * 5, nll, "o", color="gray", label="mean of ten single ones"
)
plt.title("An ensemble lowers the NLL a little")
plt.xlabel("networks in the ensemble")
plt.ylabel("NLL on the test images")
plt.ylim(0)
plt.legend(loc="lower right")
plt.show()
