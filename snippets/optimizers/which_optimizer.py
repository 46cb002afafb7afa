# --8<-- [start:table]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy
from torch.optim import LBFGS, SGD, Adafactor, AdamW, Muon, RMSprop

images, digits = load_digits(return_X_y=True)
X, y = torch.tensor(images) / 16, torch.tensor(digits)  # double
rows = (  # the lines of the table, as they stand
    lambda params: AdamW(params, lr=1e-3),
    lambda params: SGD(params, lr=0.1, momentum=0.9, nesterov=True),
    lambda params: Adafactor(params, lr=1e-2),
    lambda params: Muon(params, lr=2e-2),
    lambda params: RMSprop(params, lr=1e-3),
    lambda params: LBFGS(params, line_search_fn="strong_wolfe"),
)


def one_step(choose):
    """Loss of a linear classifier, before and after a step."""
    W = torch.zeros(64, 10, dtype=torch.double, requires_grad=True)
    optimizer = choose([W])

    def closure():  # LBFGS calls it several times a step
        optimizer.zero_grad()
        loss = cross_entropy(X @ W, y)
        loss.backward()
        return loss

    before = optimizer.step(closure)
    after = cross_entropy(X @ W, y)
    print(f"{type(optimizer).__name__:10}{before:.2f} -> {after:.2f}")
    assert after < before


for choose in rows:
    one_step(choose)
# --8<-- [end:table]

# --8<-- [start:compare]
rules = {
    "SGD": lambda p, lr: SGD(p, lr=lr),
    "momentum": lambda p, lr: SGD(p, lr=lr, momentum=0.9),
    "RMSprop": lambda p, lr: RMSprop(p, lr=lr),
    "AdamW": lambda p, lr: AdamW(p, lr=lr),
}


def accuracies(rule, lr):
    """Train 5 networks; (5,) accuracies in validation and test."""
    torch.manual_seed(0)  # same splits and starts for all
    rows = torch.rand(5, len(X)).argsort()
    train, *rest = rows.split([1000, 300, 497], dim=1)
    V, W = params = [
        (torch.randn(5, n, m) / n**0.5).double().requires_grad_()
        for n, m in ((64, 32), (32, 10))
    ]
    optimizer = rule(params, lr)
    for batch in train.split(100, dim=1) * 6:  # 60 steps
        logits = torch.relu(X[batch] @ V) @ W  # (5, 100, 10)
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


rates = [10 ** (power / 2) for power in range(-6, 2)]  # 0.001 to 3
means = []
print("test accuracy   lr 0.001   lr tuned   spread")
for i, (name, rule) in enumerate(rules.items()):
    scores = torch.stack([accuracies(rule, lr) for lr in rates])
    val, test = scores.unbind(dim=1)  # (rate, network)
    best = val.argmax(dim=0)  # a rate for each network
    assert best.min() > 0 and best.max() < 7  # inside the grid
    default, tuned = test[0], test[best, range(5)]
    means.append((default.mean(), tuned.mean()))
    row = *means[-1], tuned.std()
    print(f"{name:10}" + "".join(f"{n:11.2f}" for n in row))
    plt.plot([i] * 5, default, "o", color="gray", alpha=0.4)
    color = f"C{(0, 1, 3, 4)[i]}"
    plt.plot([i] * 5, tuned, f"{color}o", alpha=0.4)
    plt.plot(i, row[1], f"{color}_", ms=28)
by_default, by_rule = torch.tensor(means).T
assert by_default.max() - by_default.min() > 0.5
assert by_rule.min() > 0.88
assert by_rule.max() - by_rule.min() < 0.05

plt.plot(by_default, "_", color="gray", ms=28, label="rate 0.001")
plt.xticks(range(4), rules)
plt.title("Tune the rate, and the gap all but closes")
plt.xlabel("dots: 5 splits; lines: mean; in color: rate tuned")
plt.ylabel("test accuracy (share)")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:compare]
