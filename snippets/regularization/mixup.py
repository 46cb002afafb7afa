# --8<-- [start:functions]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import Tensor, nn
from torch.distributions import Beta
from torch.nn import functional as F


def mixup(X: Tensor, target: Tensor, alpha: float = 0.2):
    """Blend each example and its target with another of the batch.

    X: (batch, ...); target: (batch, classes), probabilities. The
    share is drawn once a batch from Beta(alpha, alpha), which raises
    ValueError unless alpha > 0. arXiv:1710.09412
    """
    lam = Beta(alpha, alpha).sample()
    other = torch.randperm(len(X))
    X = lam * X + (1 - lam) * X[other]
    return X, lam * target + (1 - lam) * target[other]


def cutmix(X: Tensor, target: Tensor, alpha: float = 1.0):
    """As mixup, but paste a box of the other image, for all the same.

    X: (batch, channels, height, width). arXiv:1905.04899
    """
    other = torch.randperm(len(X))
    size = torch.tensor(X.shape[2:])
    half = (1 - Beta(alpha, alpha).sample()).sqrt() * size / 2
    center = torch.rand(2) * size
    top, left = (center - half).round().clamp(min=0).int()
    low, right = (center + half).round().int()
    box = X[other, :, top:low, left:right]  # cut off at the edges
    X, lam = X.clone(), 1 - box[0, 0].numel() / size.prod()
    X[:, :, top:low, left:right] = box
    return X, lam * target + (1 - lam) * target[other]


# --8<-- [end:functions]
# --8<-- [start:compare]
changes = {
    "none": lambda *batch: batch,
    "mixup": mixup,
    "CutMix": cutmix,
}
torch.manual_seed(0)
classes = torch.arange(10.0)  # images filled with their class number
flat = classes.view(10, 1, 1, 1).expand(10, 1, 8, 8)
for change in [mixup, cutmix] * 20:
    mixed, soft = change(flat, torch.eye(10))
    assert mixed.mean((1, 2, 3)).allclose(soft @ classes)
    assert change == mixup or (mixed == mixed.round()).all()

X, y = load_digits(return_X_y=True)
X = torch.tensor(X / 16, dtype=torch.float32).view(-1, 1, 8, 8)
y = torch.tensor(y)


def score(change, kind, seed):
    """Accuracy and NLL on 800 digits after training on 100."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X))[:900].split([100, 800])
    layers = [nn.Flatten(), nn.Linear(64, 64), nn.ReLU()]
    if kind == "CNN":
        layers = [nn.Conv2d(1, 16, 3, padding=1), nn.ReLU()]
        layers += [nn.MaxPool2d(2), nn.Conv2d(16, 16, 3, padding=1)]
        layers += [nn.ReLU(), nn.Flatten()]
    model = nn.Sequential(*layers, nn.LazyLinear(10))
    model(X[:1])  # makes the lazy layer
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(80):
        images, soft = change(X[train], torch.eye(10)[y[train]])
        loss = F.cross_entropy(model(images), soft)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    logits = model(X[test])
    right = (logits.argmax(1) == y[test]).float().mean()
    return right.item(), F.cross_entropy(logits, y[test]).item()


print("5 seeds       accuracy (spread)    NLL (spread)")
means = {}
for kind in ("CNN", "MLP"):
    for name, change in changes.items():
        runs = torch.tensor([score(change, kind, s) for s in range(5)])
        m, s = runs.mean(0), runs.std(0)
        means[kind, name] = m
        print(f"{kind} {name:7}", end="")
        print(f"{m[0]:9.2f} ({s[0]:.2f}) {m[1]:11.1f} ({s[1]:.1f})")
assert means["CNN", "mixup"][1] < 0.8 * means["CNN", "none"][1]
assert means["MLP", "mixup"][1] > 0.8 * means["MLP", "none"][1]
for (kind, _), mean in means.items():  # accuracy: by little at most
    assert abs(mean[0] - means[kind, "none"][0]) < 0.06

fig, axes = plt.subplots(2, 4, figsize=(5.4, 3.2))
for row, change in zip(axes, (mixup, cutmix), strict=True):
    mixed = change(X[:4], torch.eye(10)[y[:4]], 8.0)  # shares near half
    for ax, image, p in zip(row, *mixed, strict=True):
        ax.imshow(image[0].numpy(), cmap="Blues")
        parts = [f"{p[k]:.0%} {k}" for k in p.nonzero()[:, 0].tolist()]
        ax.set_title(", ".join(parts), fontsize=10)
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(change.__name__)
fig.suptitle("The label is mixed like the image")
plt.show()
# --8<-- [end:compare]
