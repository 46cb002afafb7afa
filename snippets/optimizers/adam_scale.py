import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F
from torch.optim import SGD, Adam

images, digits = load_digits(return_X_y=True)
X, y = torch.tensor(images) / 16, torch.tensor(digits)


def accuracies(rule, scale):
    """Train 5 networks on scale * loss; test accuracy of each."""
    torch.manual_seed(0)  # same splits and starts for all
    rows = torch.rand(5, len(X)).argsort()
    train, test = rows.split([1000, 797], dim=1)
    V, W = params = [
        (torch.randn(5, n, m) / n**0.5).double().requires_grad_()
        for n, m in ((64, 32), (32, 10))
    ]
    optimizer = rule(params, scale)
    for batch in train.split(100, dim=1) * 6:  # 60 steps
        logits = torch.relu(X[batch] @ V) @ W  # (5, 100, 10)
        # times 5: undo the mean over networks
        loss = 5 * F.cross_entropy(logits.mT, y[batch])
        optimizer.zero_grad()
        (scale * loss).backward()
        optimizer.step()
    hits = (torch.relu(X[test] @ V) @ W).argmax(dim=2) == y[test]
    return hits.double().mean(dim=1)


powers = [2, 0, -2, -4, -6, -8]
scales = [10.0**power for power in powers]
rules = {
    "SGD": lambda params, scale: SGD(params, lr=1),
    "Adam": lambda params, scale: Adam(params, lr=0.02),
    "eps × scale": lambda params, scale: Adam(
        params, lr=0.02, eps=1e-8 * scale
    ),
}
runs = [[accuracies(r, s) for s in scales] for r in rules.values()]
runs = torch.stack([torch.stack(row) for row in runs])  # (3, 6, 5)
mean = runs.mean(dim=2)
print("scale   " + "".join(f"{name:>13}" for name in rules))
for power, row in zip(powers, mean.T, strict=True):
    print(f"10^{power:<5}" + "".join(f"{a:13.2f}" for a in row))
sgd, adam, mended = mean
assert sgd[1] > 0.8 and sgd[[0, 2, 3]].max() < 0.4
assert (runs[1, :4] - runs[1, 1]).abs().max() < 0.03
assert adam[5] < 0.5 and (mended - adam[1]).abs().max() < 0.01
# For a power of two each rounding is the same, and so is the run
tiny = 2**-30
assert tiny < scales[-1]
exact = accuracies(rules["eps × scale"], tiny)
assert exact.equal(runs[2, 1])
exact = accuracies(lambda p, scale: SGD(p, lr=1 / scale), tiny)
assert exact.equal(runs[0, 1])

styles = {"SGD": "C0.-", "Adam": "C2.-", "eps scaled": "C2:"}
for (label, style), group in zip(styles.items(), runs, strict=True):
    plt.plot(scales, group.mean(dim=1), style, label=label)
    low, high = group.aminmax(dim=1)
    plt.fill_between(scales, low, high, color=style[:2], alpha=0.2)
plt.xscale("log")
plt.title("Adam ignores the scale until ε is felt")
plt.xlabel("the loss is multiplied by")
plt.ylabel("test accuracy (share; band: 5 splits)")
plt.legend(loc="center")
plt.show()
