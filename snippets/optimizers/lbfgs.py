# --8<-- [start:idea]
import torch
from sklearn.datasets import load_breast_cancer
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim import LBFGS, SGD, Adam

X, y = load_breast_cancer(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y).double()  # (569, 30), (569,)
X = (X - X.mean(dim=0)) / X.std(dim=0)
w = torch.zeros(30, dtype=torch.double, requires_grad=True)
optimizer = LBFGS([w], line_search_fn="strong_wolfe")


def closure():  # the optimizer calls it several times a step
    optimizer.zero_grad()
    loss = binary_cross_entropy_with_logits(X @ w, y)
    loss = loss + 1e-3 * w.square().sum()
    loss.backward()
    return loss


first = optimizer.step(closure)
print(f"one step: loss {first:.4f} -> {closure():.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def run(optimizer_class, n=250, size=None, **settings):
    """Losses at n evaluations, and of all rows at the end."""
    w = torch.zeros(30, dtype=torch.double, requires_grad=True)
    optimizer, losses = optimizer_class([w], **settings), []

    def objective(rows=slice(None)):
        loss = binary_cross_entropy_with_logits(X[rows] @ w, y[rows])
        return loss + 1e-3 * w.square().sum()

    def closure():
        optimizer.zero_grad()
        loss = objective(rows)
        loss.backward()
        losses.append(loss.item())
        return loss

    while len(losses) < n:
        rows = torch.randperm(569)[:size]
        optimizer.step(closure)
    return losses[:n], objective().item()


torch.manual_seed(0)
search = {"line_search_fn": "strong_wolfe"}
exact = {"tolerance_grad": 1e-12, "tolerance_change": 1e-14}
lowest = run(LBFGS, **search, **exact)[1]
nesterov = {"momentum": 0.9, "nesterov": True}
needed = []
print("evaluations until within 1e-6 of the lowest loss")
for name, rule, settings, rates, color in (
    ("Nesterov", SGD, nesterov, (0.3, 1, 3, 10), "C1"),
    ("Adam", Adam, {}, (0.1, 0.3, 1, 3), "C2"),
    ("L-BFGS", LBFGS, search, (1,), "C4"),
):
    curves = [run(rule, **settings, lr=lr)[0] for lr in rates]
    gaps = torch.tensor(curves) - lowest  # (rate, evaluation)
    above = (gaps > 1e-6).sum(dim=1)
    needed.append(above.min().item())
    best = above.argmin()
    print(f"{name:8} {needed[-1]:3}, at rate {rates[best]}")
    plt.semilogy(gaps[best, : needed[-1] + 1], color, label=name)
assert 5 * needed[2] < min(needed[:2])

print("batches of 64: above the lowest loss after 300, n = 5")
means = {}
for name, rule, settings, option, tried in (
    ("Nesterov", SGD, nesterov, "lr", (0.03, 0.1, 0.3)),
    ("L-BFGS", LBFGS, search, "max_iter", (1, 2, 20)),
):
    for value in tried:
        gaps = torch.zeros(5)
        for seed in range(5):
            torch.manual_seed(seed)
            end = run(rule, 300, 64, **settings, **{option: value})[1]
            gaps[seed] = end - lowest
        means[name, value] = gaps.mean()
        told = f"{name} {option}={value}"
        error = gaps.std() / 5**0.5
        print(f"{told:20} {means[name, value]:.4f} ± {error:.4f}")
values = list(means.values())
assert min(values[3:]) > 2 * min(values[:3])
assert means["L-BFGS", 20] > 2 * means["L-BFGS", 2]

plt.title("L-BFGS needs few looks at all the data")
plt.xlabel("evaluations of loss and gradient")
plt.ylabel("loss above the lowest")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
