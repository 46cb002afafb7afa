import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


def score(lr, decay):
    """Train a network for each entry; their validation accuracies."""
    n = len(lr)
    w1, w2 = torch.randn(n, 64, 16) / 8, torch.randn(n, 16, 10) / 4
    weights = [w1.requires_grad_(), w2.requires_grad_()]
    optimizer = torch.optim.SGD(weights, lr=1)  # times lr, below

    def model(x):  # (batch, 64) -> logits (n, batch, 10)
        return (x @ w1).relu() @ w2

    for i in train.split(64) * 8:
        targets = y[i].expand(n, -1)
        loss = cross_entropy(model(X[i]).mT, targets, reduction="none")
        l2 = sum(w.square().sum((1, 2)) for w in weights)
        optimizer.zero_grad()
        (lr * (loss.mean(1) + decay / 2 * l2)).sum().backward()
        optimizer.step()
    return (model(X[val]).argmax(2) == y[val]).float().mean(1)


torch.manual_seed(0)
rates, decays = torch.logspace(-4, 1, 27), torch.logspace(-6, -2, 9)
table = score(rates.repeat_interleave(9), decays.repeat(27))
table = table.view(27, 9)  # (rate, decay)

# each way to spend nine trials, at every offset; nine at random
ways = {
    "grid of 3 x 3": table.view(3, 9, 3, 3).movedim((0, 2), (2, 3)),
    "random": table.flatten()[torch.randint(243, (2000, 9))],
    "9 rates, 1 decay": table.view(9, 3, 9).movedim(0, 2),
}
print("9 trials           mean of best   at least 0.9")
mean, good = {}, {}
for way, trials in ways.items():
    best = trials.reshape(-1, 9).amax(1)  # one for each search
    mean[way], good[way] = best.mean(), (best >= 0.9).float().mean()
    print(f"{way:16} {mean[way]:14.2f} {good[way]:14.0%}")
grid, random, rate_only = ways
assert mean[grid] + 0.01 < mean[random] < mean[rate_only] - 0.02
assert good[grid] + 0.1 < good[random] < good[rate_only] - 0.1
# which setting matters: accuracy by rate, and by decay
assert table.mean(1).std() > 8 * table.mean(0).std()
hit = 1 - 0.95**60
print(f"60 random trials, one in the best 5 %: {hit:.3f}")
assert hit > 0.95 > 1 - 0.95**58  # 59 would do

plt.figure(figsize=(5.4, 3))
plt.imshow(table.T, cmap="Blues", origin="lower", vmin=0, vmax=1)
plt.title("The rate decides, the decay hardly")
plt.xticks(torch.linspace(0, 26, 6), [f"1e{k}" for k in range(-4, 2)])
plt.yticks([0, 4, 8], ["1e-6", "1e-4", "1e-2"])
plt.xlabel("learning rate")
plt.ylabel("weight decay")
plt.colorbar(label="accuracy", shrink=0.6)
plt.show()
