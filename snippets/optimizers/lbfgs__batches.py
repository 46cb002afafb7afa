import torch
from sklearn.datasets import load_breast_cancer
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim import LBFGS, SGD

X, y = load_breast_cancer(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y).double()
X = (X - X.mean(dim=0)) / X.std(dim=0)


def objective(w, rows=slice(None)):
    loss = binary_cross_entropy_with_logits(X[rows] @ w, y[rows])
    return loss + 1e-3 * w.square().sum()


def end(rule, seed, size, **settings):
    """Loss of all rows after 300 evaluations on batches."""
    torch.manual_seed(seed)
    w = torch.zeros(30, dtype=torch.double, requires_grad=True)
    optimizer, n_evaluations = rule([w], **settings), 0

    def closure():
        nonlocal n_evaluations
        n_evaluations += 1
        optimizer.zero_grad()
        loss = objective(w, rows)
        loss.backward()
        return loss

    while n_evaluations < 300:
        rows = torch.randperm(len(X))[:size]
        optimizer.step(closure)
    return objective(w).item()


nesterov = {"momentum": 0.9, "nesterov": True}
search = {"line_search_fn": "strong_wolfe"}
lowest = end(LBFGS, seed=0, size=len(X), **search)
means = {SGD: [], LBFGS: []}
print("batches of 64: above the lowest loss after 300, n = 5")
for rule, settings, option, tried in (
    (SGD, nesterov, "lr", (0.03, 0.1, 0.3)),
    (LBFGS, search, "max_iter", (1, 2, 20)),
):
    for value in tried:
        arm = {**settings, option: value}
        ends = [end(rule, seed, 64, **arm) for seed in range(5)]
        gaps = torch.tensor(ends) - lowest
        means[rule].append(gaps.mean())
        print(f"{rule.__name__:5} {option}={value}".ljust(18), end="")
        print(f"{gaps.mean():.4f} ± {gaps.std() / 5**0.5:.4f}")
assert min(means[LBFGS]) > 2 * min(means[SGD])
assert means[LBFGS][2] > 1.2 * means[LBFGS][1]
