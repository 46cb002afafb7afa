# --8<-- [start:idea]
import torch


def soft_dice(probs, mask):
    """Dice score of probabilities and a mask of 0 and 1."""
    return 2 * (probs * mask).sum() / (probs.sum() + mask.sum())


def soft_jaccard(probs, mask):
    """Jaccard index, intersection over union."""
    both = (probs * mask).sum()
    return both / (probs.sum() + mask.sum() - both)


torch.manual_seed(0)
probs = torch.rand(500).requires_grad_()
mask = (torch.rand(500) < 0.3).float()
dice, jaccard = soft_dice(probs, mask), soft_jaccard(probs, mask)
print(f"Jaccard {jaccard:.3f}, Dice {dice:.3f}")
print(f"2 J / (1 + J) is {2 * jaccard / (1 + jaccard):.3f}")
(a,), (b,) = (torch.autograd.grad(s, probs) for s in (dice, jaccard))
print(f"one gradient is {a.norm() / b.norm():.3f} times the other")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

assert torch.allclose(a, b * 2 / (1 + jaccard) ** 2, rtol=1e-3)


def sample(n):  # noisy images of 20 x 20 with a bright square of 2 x 2
    y = torch.zeros(n, 1, 20, 20).double()
    for mask, (i, j) in zip(y, torch.randint(19, (n, 2)), strict=True):
        mask[:, i : i + 2, j : j + 2] = 1
    return 2 * y + torch.randn(y.shape), y  # float64


def score(loss_fn, lr, seed):
    torch.manual_seed(seed)  # same images, same start for all
    (X, y), (X_test, y_test) = sample(32), sample(50)
    model = torch.nn.Conv2d(1, 1, 5, padding=2).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(50):
        optimizer.zero_grad()
        loss_fn(model(X), y).backward()
        optimizer.step()
    return soft_dice((model(X_test) > 0).double(), y_test)


def dice_loss(logits, mask):
    return 1 - soft_dice(logits.sigmoid(), mask)


losses = {"BCE": torch.nn.BCEWithLogitsLoss(), "Dice": dice_loss}
rates, means = [0.03, 0.1, 0.3, 1, 3], {}
print("Dice score, n = 5", *[f"rate {lr:<6}" for lr in rates])
for name, loss_fn in losses.items():
    runs = [[score(loss_fn, lr, s) for s in range(5)] for lr in rates]
    deviation, means[name] = torch.std_mean(torch.tensor(runs), dim=1)
    cells = zip(means[name], deviation / 5**0.5, strict=True)
    told = [f"{mean:.2f} ± {error:.2f}" for mean, error in cells]
    print(f"trained on {name:5}", *told)
    plt.semilogx(rates, means[name], ".-", label=f"trained on {name}")
bce, dice = means.values()
assert bce[1] < 0.1 and bce[2] < dice[2] - 0.05
assert bce[3:].min() > 0.5 and dice[1:4].min() > 0.5
assert abs(bce.max() - dice.max()) < 0.05

plt.title("Dice loss finds 1 % masks at more rates")
plt.xlabel("learning rate (50 steps of Adam)")
plt.ylabel("Dice score (mean of 5 seeds)")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
