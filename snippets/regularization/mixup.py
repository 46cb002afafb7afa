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

X = torch.tensor(load_digits().images)[:4, None]  # 0, 1, 2, 3
torch.manual_seed(3)
fig, axes = plt.subplots(2, 4)
for row, change in zip(axes, (mixup, cutmix), strict=True):
    blend = change(X, torch.eye(4), 8.0)  # shares near half
    for ax, image, p in zip(row, *blend, strict=True):
        ax.imshow(image[0].numpy(), cmap="Blues")
        parts = [f"{p[k]:.0%} {k}" for k in p.nonzero()[:, 0].tolist()]
        ax.set_title(", ".join(parts), fontsize=10)
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(change.__name__)
fig.suptitle("The label is mixed like the image")
plt.show()

grays = torch.arange(
    1.0, 5
)  # image k is all of gray k: so is its label
flat = torch.ones_like(X) * grays[:, None, None, None]
for change in (mixup, cutmix):
    largest = []
    for _ in range(200):
        image, label = change(flat, torch.eye(4))
        assert torch.allclose(
            image.mean((1, 2, 3)).float(), label @ grays
        )
        assert torch.allclose(label.sum(1), torch.ones(4))
        largest.append(label.amax(1).mean())
    share = torch.stack(largest).mean()
    print(f"{change.__name__:6} larger share: {share:.3f} on average")
# --8<-- [end:evidence]
