from functools import partial

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_breast_cancer
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim import LBFGS, SGD, Adam

X, y = load_breast_cancer(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y).double()  # (569, 30), (569,)
X = (X - X.mean(dim=0)) / X.std(dim=0)


def objective(w):
    """Logistic regression with a small penalty: convex."""
    logits = X @ w[:-1] + w[-1]
    bce = binary_cross_entropy_with_logits(logits, y)
    return bce + 1e-3 * w[:-1].square().sum()


# Newton's method: for 31 weights the Hessian is small
w = torch.zeros(31).double()
newton = []
for _ in range(12):
    newton.append(objective(w).item())
    slope = torch.autograd.functional.jacobian(objective, w)
    hessian = torch.autograd.functional.hessian(objective, w)
    w = w - torch.linalg.solve(hessian, slope)
assert slope.abs().max() < 1e-12  # flat: the minimum


def losses_of(make, lr, n=200):
    """Losses at n evaluations, however many make one step."""
    w = torch.zeros(31).double().requires_grad_()
    optimizer = make([w], lr)
    losses = []

    def closure():
        optimizer.zero_grad()
        loss = objective(w)
        loss.backward()
        losses.append(loss.item())
        return loss

    while len(losses) < n:
        optimizer.step(closure)
    return losses[:n]


makers = {  # for each its rates to choose from
    "momentum": (partial(SGD, momentum=0.9), (0.3, 1, 3)),
    "Adam": (Adam, (0.3, 1, 3)),
    "L-BFGS": (partial(LBFGS, line_search_fn="strong_wolfe"), (1,)),
}
runs = {"Newton": [newton]}
for name, (make, rates) in makers.items():
    runs[name] = [losses_of(make, lr) for lr in rates]

print("evaluations more than 1e-6 above the lowest loss")
needed = {}
colors = "C3", "C1", "C2", "C4"
for (name, curves), color in zip(runs.items(), colors, strict=True):
    gaps = torch.tensor(curves) - newton[-1]  # (rate, evaluation)
    above = (gaps > 1e-6).sum(dim=1)
    needed[name] = n = above.min().item()
    print(f"{name:8} {n:3}")
    plt.plot(gaps[above.argmin(), : n + 1], color, label=name)
assert needed["L-BFGS"] * 4 < min(needed["momentum"], needed["Adam"])

plt.yscale("log")
plt.title("L-BFGS needs few looks at all the data")
plt.xlabel("evaluations of loss and gradient")
plt.ylabel("loss above the lowest")
plt.legend(loc="upper right")
plt.show()
