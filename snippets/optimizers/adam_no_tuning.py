import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy
from torch.optim import SGD, Adam

images, digits = load_digits(return_X_y=True)
X, y = torch.tensor(images) / 16, torch.tensor(digits)  # double


def accuracies(rule, lr, epochs):
    """Train 5 networks; (5,) accuracies in validation and test."""
    torch.manual_seed(0)  # same splits and starts for all
    rows = torch.rand(5, len(X)).argsort()
    train, *rest = rows.split([1000, 300, 497], dim=1)
    V, W = params = [
        (torch.randn(5, n, m) / n**0.5).double().requires_grad_()
        for n, m in ((64, 32), (32, 10))
    ]
    optimizer = rule(params, lr=lr)
    for batch in train.split(50, dim=1) * epochs:
        logits = torch.relu(X[batch] @ V) @ W  # (5, 50, 10)
        # times 5: undo the mean over networks
        loss = 5 * cross_entropy(logits.mT, y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    hits = [
        (torch.relu(X[part] @ V) @ W).argmax(dim=2) == y[part]
        for part in rest
    ]
    return torch.stack([part.double().mean(dim=1) for part in hits])


gains, ranges = [], []
print("               lr 0.001   lr tuned   good rates")
for rule, epochs, style in (
    (Adam, 1, "C2--"),
    (Adam, 5, "C2-"),
    (SGD, 5, "C0-"),
):
    # nine rates: Adam's from 0.0001 to 1, SGD's from 0.001 to 10
    start = -4 if rule is Adam else -3
    rates = [10 ** (start + i / 2) for i in range(9)]
    runs = torch.stack([accuracies(rule, lr, epochs) for lr in rates])
    val, test = runs.unbind(dim=1)  # (rate, network)
    best = val.argmax(dim=0)  # a rate for each network
    tuned = test[best, range(5)]
    default = test[rates.index(0.001)]
    curve = test.mean(dim=1)
    good = (curve > curve.max() - 0.05).nonzero()
    low, high = rates[good.min()], rates[good.max()]
    gains.append(tuned - default)
    ranges.append(high / low)
    label = f"{rule.__name__}, {20 * epochs} steps"
    row = f"{default.mean():8.2f} {tuned.mean():10.2f}"
    print(f"{label:15}{row}   {low:7.3f} to {high:.3f}")
    assert curve[-1] < 0.3
    plt.plot(rates, curve, style, label=label)
    plt.fill_between(
        rates, *test.aminmax(dim=1), color=style[:2], alpha=0.2
    )
assert gains[0].mean() > 0.4 and gains[1].mean() > 0.1
assert ranges[1] >= ranges[2]

plt.axvline(0.001, 0, 0.65, color="gray", linestyle=":")
plt.text(0.0006, 1.02, "default", color="gray")
plt.xscale("log")
plt.ylim(0, 1.5)
plt.yticks([0, 0.5, 1])
plt.title("Adam's rate needs tuning, too")
plt.xlabel("learning rate")
plt.ylabel("test accuracy (share; band: 5 splits)")
plt.legend(loc="upper right")
plt.show()
