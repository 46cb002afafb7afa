import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

digits = load_digits()
X = torch.tensor(digits.data, dtype=torch.float32) / 16
y = torch.tensor(digits.target)


def train(kind, lr, epochs=10):
    """Five networks at once; errors (5, 797) on images held out."""
    torch.manual_seed(0)  # the same splits and starts for all rates
    rows = torch.rand(5, len(X)).argsort(dim=1)
    rows, rest = rows.split([1000, 797], dim=1)
    W = [torch.randn(5, n, m) / n**0.5 for n, m in ((64, 32), (32, 10))]
    b = [torch.zeros(5, 1, m) for m in (32, 10)]

    def forward(x):  # (5, batch, 64) -> logits (5, batch, 10)
        return torch.relu(x @ W[0] + b[0]) @ W[1] + b[1]

    params = [p.requires_grad_() for p in W + b]
    optimizer = kind(params, lr=lr)
    for batch in rows.split(100, dim=1) * epochs:
        loss = F.cross_entropy(forward(X[batch]).mT, y[batch])
        optimizer.zero_grad()
        (5 * loss).backward()  # so each network has its own mean loss
        optimizer.step()
    return (forward(X[rest]).argmax(dim=2) != y[rest]).float()


rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
means, picks, tests = [], [], []
for kind, color in (torch.optim.SGD, "C0"), (torch.optim.Adam, "C2"):
    wrong = torch.stack([train(kind, lr) for lr in rates])
    val, test = wrong.split([300, 497], dim=2)
    mean = val.mean(dim=(1, 2))
    best = mean.argmin()
    assert mean[0] > 0.7 and mean[best] < 0.1 and mean[-1] > 0.7
    means.append(mean)
    picks.append(best)
    tests.append(test[best].mean())
    plt.plot(rates, val.mean(dim=2), color, lw=0.6)
    plt.plot(rates, mean, f"{color}.-", lw=2, label=kind.__name__)

print("rate     SGD  Adam   (validation error, mean of 5)")
for lr, *errors in zip(rates, *means, strict=True):
    print(f"{lr:<6g}  {errors[0]:.2f}  {errors[1]:.2f}")
sgd, adam = picks
print(f"picked  {rates[sgd]:<4g}  {rates[adam]:<4g}")
print(f"test    {tests[0]:.2f}  {tests[1]:.2f}")
assert rates[sgd] > 5 * rates[adam] and max(tests) < 0.1
assert means[0][adam] > 0.3 and means[1][sgd] > 0.3  # swapped rates
for lr in (0.1, 3):  # does it only need more time?
    error = train(torch.optim.SGD, lr, epochs=30).mean()
    print(f"SGD at {lr}, three times the steps: {error:.2f}")
    assert error < 0.12 if lr < 1 else error > 0.8

plt.xscale("log")
plt.title("Each optimizer has a valley of its own")
plt.xlabel("learning rate (thin lines: 5 splits and starts)")
plt.ylabel("validation error (share)")
plt.legend(loc="lower left")
plt.show()
