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
from torch import nn
from torch.nn import functional as F

assert torch.allclose(a, b * 2 / (1 + jaccard) ** 2, rtol=1e-3)


def sample(n):
    # noisy images of 20 x 20 with one bright square of 2 x 2
    y = torch.zeros(n, 1, 20, 20).double()
    for mask in y[:, 0]:
        row, column = torch.randint(19, (2,))
        mask[row : row + 2, column : column + 2] = 1
    return 2 * y + torch.randn(y.shape), y  # float64


def score(loss_name, lr, seed):
    torch.manual_seed(seed)  # same images, same start for all
    (X, y), (X_test, y_test) = sample(32), sample(50)
    model = nn.Conv2d(1, 1, 5, padding=2).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(50):
        logits = model(X)
        if loss_name == "Dice":
            loss = 1 - soft_dice(logits.sigmoid(), y)
        else:
            loss = F.binary_cross_entropy_with_logits(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return soft_dice((model(X_test) > 0).double(), y_test)


rates, means = [0.03, 0.1, 0.3, 1, 3], {}
print("Dice score, n = 5", *[f"rate {lr:<6}" for lr in rates])
for name in ("BCE", "Dice"):
    runs = [[score(name, lr, s) for s in range(5)] for lr in rates]
    runs = torch.tensor(runs)  # (rate, seed)
    means[name], error = runs.mean(1), runs.std(1) / 5**0.5
    cells = zip(means[name], error, strict=True)
    told = [f"{mean:.2f} ± {e:.2f}" for mean, e in cells]
    print(f"trained on {name:5}", *told)
    plt.errorbar(rates, means[name], error, capsize=4, label=name)
bce, dice = means["BCE"], means["Dice"]
assert (
    bce[1] < 0.1 and bce[2] < dice[2] - 0.05 and dice[1:4].min() > 0.5
)
assert abs(bce.max() - dice.max()) < 0.05 and bce[3:].min() > 0.5

plt.title("Dice loss finds 1 % masks at more rates")
plt.xscale("log")
plt.xticks(rates, rates)
plt.xlabel("learning rate (50 steps of Adam)")
plt.ylabel("Dice score, test images (5 seeds)")
plt.legend(loc="lower right", title="trained on")
plt.show()
# --8<-- [end:evidence]
