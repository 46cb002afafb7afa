import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.distributions import Beta
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).view(-1, 1, 8, 8), torch.tensor(y)


def plain(X, target):
    return X, target


def mixup(X, target):
    share, other = Beta(0.2, 0.2).sample(), torch.randperm(len(X))
    X = share * X + (1 - share) * X[other]
    return X, share * target + (1 - share) * target[other]


def cutmix(X, target):
    other, size = torch.randperm(len(X)), torch.tensor(X.shape[2:])
    half = (1 - Beta(1.0, 1.0).sample()).sqrt() * size / 2
    center = torch.rand(2) * size
    top, left = (center - half).round().clamp(min=0).int()
    bottom, right = (center + half).round().int()
    box = X[other, :, top:bottom, left:right]
    X, share = X.clone(), 1 - box[0, 0].numel() / size.prod()
    X[:, :, top:bottom, left:right] = box
    return X, share * target + (1 - share) * target[other]


def train(change, seed):
    """Percent right and NLL at the best checkpoint; NLL at the end."""
    torch.manual_seed(seed)
    rows = torch.randperm(len(X))[:900]
    train, val, test = rows.split([100, 200, 600])
    convs = nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Conv2d(8, 16, 3)
    layers = *convs, nn.ReLU(), nn.Flatten(), nn.Linear(256, 10)
    model, best = nn.Sequential(*layers).double(), float("inf")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    targets = torch.eye(10).double()[y[train]]
    for step in range(1, 81):
        images, soft = change(X[train], targets)
        optimizer.zero_grad()
        cross_entropy(model(images), soft).backward()
        optimizer.step()
        if step % 10 == 0:
            with torch.no_grad():
                val_loss = cross_entropy(model(X[val]), y[val])
                logits = model(X[test])
            last = cross_entropy(logits, y[test])
            if val_loss < best:
                best, nll = val_loss, last
                right = (
                    100 * (logits.argmax(1) == y[test]).double().mean()
                )
    return [right, nll, last]


print("4 seeds   accuracy ± error   NLL: best checkpoint   last step")
means = []
for change in (plain, mixup, cutmix):
    runs = torch.tensor([train(change, seed) for seed in range(4)])
    m, e = runs.mean(0), runs.std(0) / 4**0.5
    row = f"{m[1]:10.2f} ± {e[1]:.2f} {m[2]:11.2f} ± {e[2]:.2f}"
    print(f"{change.__name__:9} {m[0]:8.1f}% ± {e[0]:.1f}%{row}")
    means.append(m)
assert means[1][0] > means[0][0] and means[1][1] < means[0][1]
assert means[1][2] < 2 / 3 * means[0][2]
