import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
rates = torch.tensor([0, 0.1, 0.3, 0.5, 0.7, 0.9]).double()
kept = 1 - rates
# Variance of a factor that is 1 (or 1 / kept) or else 0
plain = kept * (1 - kept) ** 2 + rates * (0 - kept) ** 2
inverted = kept * (1 / kept - 1) ** 2 + rates * (0 - 1) ** 2
assert plain.argmax() == 3 and inverted.diff().min() > 0
# Relative to the mean, which is 1 - p or 1, the two are the same
assert torch.allclose(plain / kept**2, inverted)

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
rows = torch.stack([torch.randperm(len(X)) for seed in range(5)])
train, val, test = rows.split([100, 300, 1397], dim=1)  # (seed, n)
starts = [torch.randn(5, 64, n).double() / 8 for n in (64, 10)]
targets = nn.functional.one_hot(y[train], 10)
keep = kept[:, None, None, None]


def accuracy(W1, W2, i):  # evaluation mode: no mask, no factor
    logits = torch.relu(X[i] @ W1) @ W2  # (rate, seed, n, class)
    return (logits.argmax(-1) == y[i]).float().mean(-1)


val_acc, test_acc = [], []
for lr in (0.003, 0.01):  # all rates and seeds train side by side
    W1, W2 = (W.repeat(6, 1, 1, 1).requires_grad_() for W in starts)
    optimizer = torch.optim.Adam([W1, W2], lr=lr)
    for _ in range(100):
        hidden = torch.relu(X[train] @ W1)  # (rate, seed, n, unit)
        mask = torch.bernoulli(keep.expand_as(hidden))
        logits = (hidden * mask / keep) @ W2
        log_probs = logits.log_softmax(-1)
        loss = -(log_probs * targets).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    val_acc.append(accuracy(W1, W2, val))
    test_acc.append(accuracy(W1, W2, test))
# For each dropout rate the learning rate that validates best
best = torch.stack(val_acc).mean(-1).argmax(0)  # (rate,)
acc = torch.stack(test_acc)[best, torch.arange(6)]  # (rate, seed)
mean, std = acc.mean(1), acc.std(1)
print("p     p(1-p)   p/(1-p)   test accuracy   std")
for row in zip(rates, plain, inverted, mean, std, strict=True):
    print("{:.1f} {:8.2f} {:9.2f} {:14.2f} {:7.2f}".format(*row))
assert (mean[:4] - mean[0]).abs().max() < 0.03  # up to p = 0.5
assert mean[5] < mean[:4].min() - 0.03

fig, axes = plt.subplots(2, layout="constrained", sharex=True)
axes[0].plot(rates, plain, "C4.-", label="p(1 - p), not inverted")
axes[0].plot(rates, inverted, "C5.-", label="p / (1 - p), inverted")
axes[0].set(ylabel="variance", ylim=(0, 2.5))
axes[0].set_title("Noise peaks at 0.5 only if not inverted")
axes[0].legend(loc="upper left")
axes[1].plot(rates, acc, "C1.", alpha=0.4)
axes[1].plot(rates, mean, "C1", label="mean of 5 seeds")
axes[1].set(xlabel="dropout rate p", ylabel="test accuracy")
axes[1].legend(loc="lower left")
plt.show()
