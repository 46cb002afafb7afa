import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy, dropout

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
few = train[:200]  # few rows, so that there is something to regularize
choose, judge = val.split(150)  # pick the dropout, then measure it
n_seeds = 6


def fit(n_hidden: int, p: float = 0.0) -> torch.Tensor:
    """Train one network a seed, side by side.

    Returns error rates and losses on the rows few, choose, judge, val:
    (2, 4, seeds). p is the probability to drop a hidden unit.
    """
    hidden = torch.randn(n_seeds, 64, n_hidden) * (2 / 64) ** 0.5
    output = torch.randn(n_seeds, n_hidden, 10) / n_hidden**0.5
    bias = torch.zeros(n_seeds, 1, n_hidden)
    weights = [each.requires_grad_() for each in (hidden, bias, output)]
    optimizer = torch.optim.Adam(weights, lr=0.01)
    for _ in range(150):
        h = dropout((X[few] @ hidden + bias).relu(), p)
        logits = (h @ output).transpose(1, 2)  # (seeds, 10, rows)
        loss = cross_entropy(logits, y[few].expand(n_seeds, -1))
        optimizer.zero_grad()
        (n_seeds * loss).backward()  # a mean over seeds, undone
        optimizer.step()
    scores = []
    with torch.no_grad():
        for rows in few, choose, judge, val:
            logits = (X[rows] @ hidden + bias).relu() @ output
            wrong = (logits.argmax(2) != y[rows]).float()
            nll = -logits.log_softmax(2)[:, range(len(rows)), y[rows]]
            scores.append(torch.stack([wrong.mean(1), nll.mean(1)]))
    return torch.stack(scores, dim=1)


widths = 4, 8, 16, 32, 64
runs = [fit(width) for width in widths]
errors = torch.stack([run[0, [0, 3]] for run in runs])
for width, (fitted, unseen) in zip(widths, errors.mean(2), strict=True):
    told = f"error {fitted:.2f} train, {unseen:.2f} val"
    print(f"{width:2} units: {told}")
assert errors[0, 0].mean() > 0.1 and errors[2:, 0].max() < 0.02
assert errors[-1, 1].mean() < errors[1, 1].mean()

plain, ps = runs[-1], (0.25, 0.5)
dropped = [fit(widths[-1], p) for p in ps]
best = min(range(2), key=lambda k: dropped[k][1, 1].mean().item())
changes = (dropped[best] - plain)[:, 2]  # (error or loss, seed)
for name, change in zip(("error", "loss"), changes, strict=True):
    deviation = change.std() / n_seeds**0.5  # of the mean
    print(f"dropout: {name} {change.mean():+.3f} ± {deviation:.3f}")
assert changes[0].mean().abs() < 0.03

for k, name in enumerate(("training", "validation")):
    plt.plot(widths, errors[:, k], f"C{k}.", alpha=0.4)
    plt.plot(widths, errors[:, k].mean(1), f"C{k}", label=name)
plt.xscale("log", base=2)
plt.xticks(widths, widths)
plt.title("Larger: both errors fall")
plt.xlabel("hidden units")
plt.ylabel("error rate")
plt.legend(loc="upper right")
plt.show()
