# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(1000, 64)
before = nn.Sequential(nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU())
after = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.BatchNorm1d(32))
for name, block in (("before", before), ("after", after)):
    outputs = block(X)  # what the next layer gets
    mean, std = outputs.mean(), outputs.std()
    zeros = (outputs == 0).float().mean()
    print(f"{name:6} mean {mean:.2f}, deviation {std:.2f}, ", end="")
    print(f"exactly 0: {zeros:.0%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

torch.set_default_dtype(torch.float64)  # alike on all processors
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
rates = (0.01, 0.1, 0.3, 1, 3)


def accuracies(after, lr, seed):
    """Of validation and test images, in percent."""
    torch.manual_seed(seed)  # one split and start for all rates
    train, val, test = torch.randperm(len(X)).split([1000, 300, 497])
    model, n_in = nn.Sequential(), 64
    for _ in range(3):
        pair = [nn.BatchNorm1d(32), nn.ReLU()]
        model.append(nn.Linear(n_in, 32))
        model.extend(reversed(pair) if after else pair)
        n_in = 32
    model.append(nn.Linear(32, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(100):
        i = train[torch.randint(1000, (64,))]
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    right = 100.0 * (model.eval()(X).argmax(1) == y)
    return right[val].mean().item(), right[test].mean().item()


runs = [
    [[accuracies(after, lr, s) for s in range(5)] for lr in rates]
    for after in (False, True)
]
val, test = torch.tensor(runs).unbind(3)  # (order, rate, seed)
before, after = val.sum(2).argmax(1)  # the best rates
print(f"best rate before {rates[before]}, after {rates[after]}")
print("test accuracy, n = 5  before   after   after - before")
for name, one, two, least, most in (
    ("rate 0.01", 0, 0, 5, 30),
    ("best rates", before, after, -4, 1),
):
    pair = test[0, one], test[1, two]
    gap = pair[1] - pair[0]
    means = f"{pair[0].mean():5.1f} % {pair[1].mean():5.1f} %"
    error = gap.std() / 5**0.5
    print(f"{name:20} {means}  {gap.mean():5.1f} ± {error:.1f} points")
    plt.plot(gap, [name] * 5, "o")
    assert least < gap.mean() < most
plt.axvline(0, color="gray", lw=0.8)
plt.ylim(-0.5, 1.5)
plt.title("Before or after: the rate decides")
plt.xlabel("test accuracy, after minus before (points), 5 seeds")
plt.show()
# --8<-- [end:evidence]
