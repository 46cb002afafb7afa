# --8<-- [start:idea]
import torch
from torch.nn import functional as F


def focal_loss(logits, y, gamma=2.0, alpha=0.25):
    """Focal loss of each element; y is 0 or 1 in logits' shape.

    alpha weights positives, 1 - alpha negatives, None leaves it out.
    """
    ce = F.binary_cross_entropy_with_logits(logits, y, reduction="none")
    loss = (1 - torch.exp(-ce)) ** gamma * ce  # exp(-ce) is p
    if alpha is None:
        return loss
    return loss * torch.where(y == 1, alpha, 1 - alpha)


p = torch.tensor([0.01, 0.1, 0.9, 0.99])  # of the true class
for gamma in (0, 2, 5):
    loss = focal_loss(p.logit(), torch.ones(4), gamma, alpha=None)
    print(f"gamma {gamma}:", *[f"{value:.5f}" for value in loss])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def sample(n):  # points in 2-D, 1 in 50 positive, shifted by (2, 0)
    y = (torch.rand(n) < 1 / 50).float()
    return torch.randn(n, 2) + y[:, None] * torch.tensor([2.0, 0]), y


cases = (0, None), (2, None), (2, 0.25), (5, None)
shares, mean_p = torch.zeros(2, 4, 5)  # each (case, seed)
for seed in range(5):
    torch.manual_seed(seed)
    (X, y), (X_test, y_test) = sample(4000), sample(10_000)
    for i, (gamma, alpha) in enumerate(cases):
        model = torch.nn.Linear(2, 1)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.2)
        for _ in range(100):
            loss = focal_loss(model(X)[:, 0], y, gamma, alpha).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        z = model(X_test)[:, 0].detach()
        mean_p[i, seed] = z.sigmoid().mean()
        if gamma == 0:  # the classifier whose gradient we look at
            easy = (y_test == 0) & (z.sigmoid() < 0.1)
            plain = z.requires_grad_()
        loss = focal_loss(plain, y_test, gamma, alpha).sum()
        sizes = torch.autograd.grad(loss, plain)[0].abs()
        shares[i, seed] = sizes[easy].sum() / sizes.sum()
print("gamma  alpha  easy negatives' share of gradient  mean p")
for (gamma, alpha), share, p in zip(cases, shares, mean_p, strict=True):
    row = f"{gamma:5} {alpha or 'none':>6} {share.mean():33.1%}"
    print(f"{row} {p.mean():7.2f}")
assert shares[0].min() > 0.2 and shares[1:].max() < 0.03
assert mean_p[0].mean() < 0.03 and mean_p[1].min() > 0.08
assert mean_p[2].max() < mean_p[1].min()

p = torch.linspace(0.01, 0.99, 50)
z = p.logit().requires_grad_()
for gamma in (0, 2, 5):
    loss = focal_loss(z, torch.ones(50), gamma, None)
    (slope,) = torch.autograd.grad(loss.sum(), z)
    formula = (1 - p) ** gamma * (gamma * p * p.log() + p - 1)
    assert torch.allclose(slope, formula, atol=1e-5)
    plt.plot(p, -slope, label=f"gamma {gamma}")
plt.title("Focal loss mutes the easy examples")
plt.xlabel("probability p of the true class")
plt.ylabel("size of the gradient at the logit")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
