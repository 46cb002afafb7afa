import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
p = torch.tensor([0, 0.25, 0.5]).view(-1, 1, 1, 1)
seeds, hidden = 10, 64


def train(n):
    """Accuracy on validation and test images, each (rate p, seed)."""
    torch.manual_seed(0)
    order = torch.stack([torch.randperm(len(X)) for _ in range(seeds)])
    W1 = torch.randn(seeds, 64, hidden) * (2 / 64) ** 0.5
    W2 = torch.randn(seeds, hidden, 10) * (1 / hidden) ** 0.5
    # a net for each p and seed; those of one seed start equal
    W1, W2 = (
        w.repeat(len(p), 1, 1, 1).requires_grad_() for w in (W1, W2)
    )
    optimizer = torch.optim.Adam([W1, W2], lr=0.01)
    for _ in range(200):
        i = order.gather(1, torch.randint(n, (seeds, 50)))
        h = (X[i] @ W1).relu()  # (p, seed, image, unit)
        h = h * (torch.rand(h.shape[1:]) >= p) / (1 - p)  # dropout
        logits = (h @ W2).flatten(0, 2)
        labels = y[i].expand(len(p), -1, -1).flatten()
        optimizer.zero_grad()  # a sum: each net gets its own mean
        (cross_entropy(logits, labels, reduction="sum") / 50).backward()
        optimizer.step()
    rest = order[:, 1000:]
    h = (X[rest] @ W1).relu()
    right = ((h @ W2).argmax(-1) == y[rest]).float()
    return right[:, :, :300].mean(-1), right[:, :, 300:].mean(-1)


print("images  accuracy without  +- seeds   gain, points  +- error")
gains, plain = [], []
for n in (100, 300, 1000):
    val, test = train(n)
    best = 1 + val[1:].mean(1).argmax()  # p = 0.25 or 0.5
    gain = 100 * (test[best] - test[0])  # seed by seed
    error = gain.std() / seeds**0.5
    print(
        f"{n:6}  {test[0].mean():16.2f}  {test[0].std():8.3f}"
        f"  {gain.mean():12.1f}  {error:8.1f}"
    )
    assert gain.mean().abs() < 1.5
    gains.append(gain)
    plain.append(100 * test[0])
assert gains[0].std() < plain[0].std()  # pairs differ less
assert plain[2].mean() - plain[0].mean() > 5  # more data does help

plt.axhline(0, color="gray", lw=0.8)
for x, gain in enumerate(gains):
    plt.plot([x - 0.1] * seeds, gain, "C0.", alpha=0.5)
    error = gain.std() / seeds**0.5
    plt.errorbar(x + 0.1, gain.mean(), error, fmt="C1o", capsize=4)
plt.plot([], [], "C0.", label="one seed")
plt.plot([], [], "C1o", label="mean and standard error")
plt.xticks(range(3), ["100", "300", "1000"])
plt.axis((-0.5, 2.5, -3, 6))
plt.title("What dropout adds on small digits")
plt.xlabel("training images")
plt.ylabel("gain in test accuracy, points")
plt.legend(loc="upper right")
plt.show()
