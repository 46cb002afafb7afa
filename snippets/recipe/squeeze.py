import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
torch.manual_seed(0)
start = torch.randn(25, 64, 64) / 8, torch.randn(25, 64, 10) / 8


def logits(weights, X):  # 25 networks: (25, rows, 10)
    W, V = weights
    return (X @ W).relu() @ V


def fit(steps, teacher=None):
    """Weights at the end, and their moving average, of 25 networks."""
    weights = [w.clone().requires_grad_() for w in start]
    average = [w.clone() for w in start]
    optimizer = torch.optim.Adam(weights, lr=0.003)
    for _ in range(steps):
        i = torch.randint(len(train), (64,))
        out = logits(weights, X[train[i]]).mT  # (25, 10, 64)
        target = y[train[i]].expand(25, 64)
        if teacher is not None:  # soft targets
            target = teacher[:, i].mT
        loss = cross_entropy(out, target) * 25  # each its own mean
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        for mean, w in zip(average, weights, strict=True):
            mean.lerp_(w.detach(), 0.02)
    return [w.detach() for w in weights], average


def groups(probs):  # five groups of five: their mean predictions
    return probs.unflatten(0, (5, 5)).mean(1)


plain, average = fit(300)
longer, longer_average = fit(900)
probs = logits(longer, X[val]).softmax(2)
teacher = groups(logits(longer, X[train]).softmax(2))
student, _ = fit(900, teacher.repeat_interleave(5, 0))
found = {
    "baseline": logits(plain, X[val]).softmax(2),
    "its average": logits(average, X[val]).softmax(2),
    "three times longer": probs,
    "longer, average": logits(longer_average, X[val]).softmax(2),
    "5 together": groups(probs),
    "distilled from 5": logits(student, X[val]).softmax(2),
}
print("validation           accuracy (sd)      loss (sd)")
losses = {}
for name, p in found.items():
    right = (p.argmax(2) == y[val]).float().mean(1)
    at_label = p[:, range(len(val)), y[val]]
    loss = losses[name] = -at_label.log().mean(1)
    row = f"{right.mean():9.2f} ({right.std():.3f})"
    print(f"{name:20}{row} {loss.mean():8.3f} ({loss.std():.3f})")
single = losses["three times longer"]
assert single.mean() < losses["baseline"].mean()
assert losses["its average"].mean() > 0.9 * losses["baseline"].mean()
assert (losses["5 together"] < single.view(5, 5).mean(1)).all()
student_loss, teacher_loss = (
    losses["distilled from 5"],
    losses["5 together"],
)
assert student_loss.mean() > 0.9 * teacher_loss.mean()
