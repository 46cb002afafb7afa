# --8<-- [start:idea]
import torch
from torch.distributions import Beta


def mixup(X, target, alpha=0.2):
    """Blend each example and its target with another of the batch.

    X: (batch, ...); target: (batch, classes), probabilities.
    """
    share = Beta(alpha, alpha).sample()
    other = torch.randperm(len(X))
    X = share * X + (1 - share) * X[other]
    return X, share * target + (1 - share) * target[other]


torch.manual_seed(0)
images, labels = torch.tensor([[1.0, 1.0], [5.0, 5.0]]), torch.eye(2)
print(*mixup(images, labels, alpha=1.0), sep="\n")


# --8<-- [end:idea]
# --8<-- [start:cutmix]
def cutmix(X, target, alpha=1.0):
    """As mixup, but paste a box of the other image, for all the same.

    X: (batch, channels, height, width).
    """
    other = torch.randperm(len(X))
    size = torch.tensor(X.shape[2:])
    half = (1 - Beta(alpha, alpha).sample()).sqrt() * size / 2
    center = torch.rand(2) * size
    top, left = (center - half).round().clamp(min=0).int()
    bottom, right = (center + half).round().int()
    box = X[other, :, top:bottom, left:right]  # cut off at the edges
    X, share = X.clone(), 1 - box[0, 0].numel() / size.prod()
    X[:, :, top:bottom, left:right] = box
    return X, share * target + (1 - share) * target[other]


# --8<-- [end:cutmix]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).view(-1, 1, 8, 8), torch.tensor(y)
targets = torch.eye(10).double()


def no_change(X, target):
    return X, target


def train(change, seed):
    """Accuracy and NLL on 600 test digits, at the best checkpoint."""
    torch.manual_seed(seed)
    rows = torch.randperm(len(X))[:900]
    train, val, test = rows.split([100, 200, 600])
    first, second = nn.Conv2d(1, 16, 3), nn.Conv2d(16, 16, 3)
    convs = first, nn.ReLU(), second, nn.ReLU()
    model = nn.Sequential(*convs, nn.Flatten(), nn.Linear(256, 10))
    model, best = model.double(), float("inf")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for step in range(80):
        images, soft = change(X[train], targets[y[train]])
        optimizer.zero_grad()
        cross_entropy(model(images), soft).backward()
        optimizer.step()
        if step % 10 == 9:
            with torch.no_grad():
                val_loss = cross_entropy(model(X[val]), y[val])
                if val_loss < best:
                    best, logits = val_loss, model(X[test])
    last = cross_entropy(model(X[test]), y[test]).item()
    right = 100 * (logits.argmax(1) == y[test]).double().mean().item()
    return right, cross_entropy(logits, y[test]).item(), last


means = {}
print("5 seeds   accuracy ± error   NLL: best checkpoint   last step")
for change in (no_change, mixup, cutmix):
    runs = torch.tensor([train(change, seed) for seed in range(5)])
    m, e = runs.mean(0), runs.std(0) / 5**0.5
    means[change.__name__] = m
    print(f"{change.__name__:9} {m[0]:8.1f}% ± {e[0]:.1f}%", end="")
    print(f"{m[1]:10.2f} ± {e[1]:.2f} {m[2]:11.2f} ± {e[2]:.2f}")

plain, mixed, _ = means.values()
assert mixed[0] > plain[0] and mixed[1] < plain[1]
assert mixed[2] < 2 / 3 * plain[2]

torch.manual_seed(3)
fig, axes = plt.subplots(2, 4, figsize=(5.4, 3.2))
for row, change in zip(axes, (mixup, cutmix), strict=True):
    blend = change(X[:4], targets[y[:4]], 8.0)  # shares near half
    for ax, image, p in zip(row, *blend, strict=True):
        ax.imshow(image[0].numpy(), cmap="Blues")
        parts = [f"{p[k]:.0%} {k}" for k in p.nonzero()[:, 0].tolist()]
        ax.set_title(", ".join(parts), fontsize=10)
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(change.__name__)
fig.suptitle("The label is mixed like the image")
plt.show()
# --8<-- [end:evidence]
