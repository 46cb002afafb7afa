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


def run(rule, **settings):
    """The losses at 150 evaluations."""
    w = torch.zeros(30, dtype=torch.double, requires_grad=True)
    optimizer, losses = rule([w], **settings), []

    def closure():
        optimizer.zero_grad()
        loss = binary_cross_entropy_with_logits(X @ w, y)
        loss = loss + 1e-3 * w.square().sum()
        loss.backward()
        losses.append(loss.item())
        return loss

    while len(losses) < 150:
        optimizer.step(closure)
    return torch.tensor(losses[:150])


search = {"line_search_fn": "strong_wolfe"}
lowest = run(LBFGS, **search).min()
needed = []
print("evaluations until within 1e-6 of the lowest loss")
for name, rule, settings, rates in (
    ("Nesterov", SGD, {"momentum": 0.9, "nesterov": True}, (1, 3, 10)),
    ("Adam", Adam, {}, (0.1, 0.3, 1)),
    ("L-BFGS", LBFGS, search, (1,)),
):
    runs = [run(rule, **settings, lr=lr) for lr in rates]
    gaps = torch.stack(runs) - lowest  # (rate, evaluation)
    n, best = (gaps > 1e-6).sum(dim=1).min(dim=0)
    print(f"{name:8} {n:3}, at rate {rates[best]}")
    plt.semilogy(gaps[best], label=name)
    needed.append(n)
assert 5 * needed[2] < min(needed[:2])

plt.title("L-BFGS needs few looks at all the data")
plt.xlabel("evaluations of loss and gradient")
plt.ylabel("loss above the lowest")
plt.ylim(1e-6, 1)
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
