import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.metrics import roc_auc_score
from torch import Tensor


def focal_loss(logits: Tensor, y: Tensor, gamma: float) -> Tensor:
    """Focal loss of each example, without the class weight alpha.

    logits: (batch, classes); y: (batch,) class indices; gamma: 0
    for cross-entropy, else at least 1. Returns (batch,), in nats.
    """
    log_p = logits.log_softmax(1).gather(1, y[:, None])[:, 0]
    return -((1 - log_p.exp()) ** gamma) * log_p


def sample(n):
    """n points (1, x1, x2), 1 in 50 of class 1 and shifted by 2."""
    y = (torch.rand(n) < 1 / 50).long()
    X = torch.randn(n, 3)
    X[:, 0] = 1  # for the bias
    X[:, 1] += 2 * y
    return X, y


torch.set_default_dtype(torch.double)
share, auc, mean_p = torch.zeros(3, 3, 5)  # each (gamma, seed)
for seed in range(5):
    torch.manual_seed(seed)
    (X, y), (X_test, y_test) = sample(4000), sample(10_000)
    for i, gamma in enumerate((0, 2, 5)):
        w = torch.zeros(3, 2, requires_grad=True)
        optimizer = torch.optim.Adam([w], lr=0.2)
        for _ in range(100):
            loss = focal_loss(X @ w, y, gamma).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        p = (X_test @ w.detach()).softmax(1)[:, 1]
        auc[i, seed] = roc_auc_score(y_test, p)
        mean_p[i, seed] = p.mean()
        if gamma == 0:  # easy: negatives that it is 90 % sure of
            z = (X_test @ w).detach().requires_grad_()
            easy = (p < 0.1) & (y_test == 0)
        loss = focal_loss(z, y_test, gamma).sum()
        sizes = torch.autograd.grad(loss, z)[0].norm(dim=1)
        share[i, seed] = sizes[easy].sum() / sizes.sum()
plain = F.cross_entropy(z, y_test, reduction="none")
gap = focal_loss(z, y_test, gamma=0) - plain
(slope,) = torch.autograd.grad(gap.sum(), z)
assert max(gap.abs().max(), slope.abs().max()) < 1e-12

print("gamma  easy negatives' share of gradient  AUC (spread)  mean p")
p = torch.linspace(0.01, 0.99, 99)  # of the true class
z = torch.stack([0 * p, p.logit()], 1).requires_grad_()  # (99, 2)
for i, gamma in enumerate((0, 2, 5)):
    row = f"{share[i].mean():33.1%} {auc[i].mean():7.2f}"
    print(
        f"{gamma:5} {row} ({auc[i].std():.2f}) {mean_p[i].mean():7.2f}"
    )
    loss = focal_loss(z, torch.ones(99).long(), gamma).sum()
    slope = torch.autograd.grad(loss, z)[0][:, 1]
    formula = (1 - p) ** gamma * (gamma * p * p.log() + p - 1)
    assert (slope - formula).abs().max() < 1e-12
    plt.plot(p, -slope, label=f"gamma {gamma}")
assert share[0].min() > 0.2 and share[1].max() < 0.01
assert (auc - auc[0]).abs().max() < 0.005
assert mean_p[1].mean() > 0.1

plt.title("Focal loss mutes the easy examples")
plt.xlabel("probability p of the true class")
plt.ylabel("size of the gradient at the logit")
plt.legend(loc="upper right")
plt.show()
