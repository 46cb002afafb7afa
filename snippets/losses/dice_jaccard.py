import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.metrics import f1_score, jaccard_score
from torch import Tensor, nn


def soft_dice(p: Tensor, y: Tensor) -> Tensor:
    """Dice score of probabilities p and a mask y of that shape."""
    return 2 * (p * y).sum() / (p.sum() + y.sum())


def soft_jaccard(p: Tensor, y: Tensor) -> Tensor:
    """Jaccard index (IoU) of probabilities p and a mask y."""
    both = (p * y).sum()
    return both / (p.sum() + y.sum() - both)


torch.manual_seed(0)
p = torch.rand(500).double().requires_grad_()
y = (torch.rand(500) < 0.3).double()
hard = (p > 0.5).double()
assert abs(soft_dice(hard, y) - f1_score(y, hard)) < 1e-12
assert abs(soft_jaccard(hard, y) - jaccard_score(y, hard)) < 1e-12

dice, jaccard = soft_dice(p, y), soft_jaccard(p, y)
converted = 2 * jaccard / (1 + jaccard)
(slope,) = torch.autograd.grad(dice - converted, p)
assert abs(dice - converted) < 1e-12 and slope.abs().max() < 1e-12
print(f"Jaccard {jaccard:.3f}, Dice {dice:.3f}")


def sample(n):
    """n noisy images of 20 x 20 with one bright square of 2 x 2."""
    y = torch.zeros(n, 1, 20, 20)
    for mask in y[:, 0]:
        row, column = torch.randint(19, (2,))
        mask[row : row + 2, column : column + 2] = 1
    return 2 * y + torch.randn(y.shape), y


def train(loss_of, lr, seed):
    """Dice score on test images, cut at 0.5."""
    torch.manual_seed(seed)  # same images, same start for all
    (X, y), (X_test, y_test) = sample(32), sample(100)
    model = nn.Conv2d(1, 1, 5, padding=2)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(50):
        loss = loss_of(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return soft_dice((model(X_test) > 0).float(), y_test)


def dice_loss(logits, y):
    return 1 - soft_dice(logits.sigmoid(), y)


losses = F.binary_cross_entropy_with_logits, dice_loss
rates = [0.1, 0.3, 1]
print("Dice score (spread)   rate 0.1      rate 0.3      rate 1")
for name, loss_of in zip(("BCE", "Dice"), losses, strict=True):
    score = [[train(loss_of, lr, s) for s in range(5)] for lr in rates]
    score = torch.tensor(score)  # (rate, seed)
    cells = [f"{row.mean():.2f} ({row.std():.2f})" for row in score]
    print(f"trained on {name:8}", *cells, sep="   ")
    mean, spread = score.mean(1), score.std(1)
    plt.errorbar(rates, mean, spread, capsize=4, label=name)
    assert mean[0] < 0.1 if name == "BCE" else mean[:2].min() > 0.5
    assert mean[2] > 0.5  # at the largest rate both find it

plt.title("Dice loss finds 1 % masks at every rate")
plt.xscale("log")
plt.xticks(rates, rates)
plt.xlabel("learning rate (50 steps of Adam)")
plt.ylabel("Dice score, test images (5 seeds)")
plt.legend(loc="lower right", title="trained on")
plt.show()
