# --8<-- [start:helper]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy, softshrink


def soft_threshold_(weights, amount: float) -> None:
    """Move weights toward zero by amount; what is nearer becomes 0.

    weights: tensors, changed in place. Called after each step of
    plain SGD with amount = lr * l1, it minimizes
    loss + l1 * (sum of |w|): Daubechies et al., math/0307152.
    """
    with torch.no_grad():
        for w in weights:
            w.copy_(softshrink(w, amount))


# --8<-- [end:helper]
# --8<-- [start:use]
torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
splits = torch.stack([torch.randperm(1797) for _ in range(5)])
X = torch.tensor(X / 16).float()[splits]  # (split, image, pixel)
y = torch.tensor(y)[splits]
starts = torch.randn(5, 64, 64) / 8, torch.randn(5, 64, 10) / 8
batches = torch.randint(1000, (400, 100))  # 797 images are for test


def train(rule, lr, l1, threshold=False):
    """Five networks: all their weights (5, 4736), accuracies (5,)."""
    W1, W2 = W = [start.clone().requires_grad_() for start in starts]
    optimizer = rule(W, lr=lr)
    for i in batches:
        logits = torch.relu(X[:, i] @ W1) @ W2
        # Five means over 100 images, added: the networks are apart
        loss = cross_entropy(logits.mT, y[:, i], reduction="sum") / 100
        if not threshold:
            loss = loss + l1 * (W1.abs().sum() + W2.abs().sum())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if threshold:
            soft_threshold_(W, lr * l1)
    classes = (torch.relu(X[:, 1000:] @ W1) @ W2).argmax(2)
    right = (classes == y[:, 1000:]).float().mean(1)
    return torch.cat([w.detach().flatten(1) for w in W], 1), right


print("mean of 5 networks     exactly 0   below 0.001   accuracy")
bins = torch.logspace(-8.5, 0.5, 28).tolist()
for name, color, dash, rule, lr in (
    ("SGD, L1 in the loss", "C0", "-", torch.optim.SGD, 0.2),
    ("Adam, L1 in the loss", "C2", "-", torch.optim.Adam, 0.003),
    ("SGD, soft threshold", "C0", "--", torch.optim.SGD, 0.2),
):
    w, right = train(rule, lr, l1=0.003, threshold=dash == "--")
    zero = (w == 0).float().mean(1)
    small = (w.abs() < 0.001).float().mean(1)
    print(f"{name:22} {zero.mean():9.0%} {small.mean():13.0%}", end="")
    print(f"{right.mean():11.2f}")
    assert small.min() > 0.4 and right.min() > 0.88
    assert zero.min() > 0.4 if dash == "--" else zero.max() < 0.001
    w = w.abs().clamp(min=1e-8).flatten()  # zeros go to the far left
    style = dict(histtype="step", color=color, ls=dash, lw=1.5)
    plt.hist(w, bins, weights=0 * w + 1 / len(w), label=name, **style)
plt.xscale("log")
plt.xticks([1e-8, 1e-4, 0.01, 1], ["exactly 0", "1e-4", "0.01", "1"])
plt.title("L1 in the loss: small weights, no zeros")
plt.xlabel("size of the weight")
plt.ylabel("share of the weights")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:use]
