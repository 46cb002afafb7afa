import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).view(-1, 1, 8, 8), torch.tensor(y)


def random_shift(X: torch.Tensor, most: int = 1) -> torch.Tensor:
    """Shift each image by up to `most` pixels; 0 moves in."""
    n, _, height, width = X.shape
    down, right = torch.randint(2 * most + 1, (2, n, 1, 1))
    rows = down + torch.arange(height)[:, None]  # (n, height, 1)
    columns = right + torch.arange(width)  # (n, 1, width)
    image = torch.arange(n)[:, None, None]
    padded = torch.nn.functional.pad(X, [most] * 4)
    return padded[image, :, rows, columns].movedim(3, 1)


def mirror(X):
    """Flip each image left to right with probability one half."""
    return X.where(torch.rand(len(X), 1, 1, 1) < 0.5, X.flip(3))


def train(change, seed):
    """Percent right of 600 digits, as they are and shifted."""
    torch.manual_seed(seed)
    rows = torch.randperm(len(X))[:900]
    train, val, test = rows.split([100, 200, 600])
    conv = nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)
    model = nn.Sequential(*conv, nn.Flatten(), nn.Linear(256, 10))
    model, best = model.double(), float("inf")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    both = torch.stack([X[test], random_shift(X[test])])
    for step in range(1, 81):
        optimizer.zero_grad()
        cross_entropy(model(change(X[train])), y[train]).backward()
        optimizer.step()
        if step % 10 == 0:  # keep the answers of the best checkpoint
            val_loss = cross_entropy(model(X[val]), y[val]).item()
            if val_loss < best:
                best = val_loss
                answers = [model(images).argmax(1) for images in both]
    right = torch.stack(answers) == y[test]
    return (100 * right.double().mean(1)).tolist()


changes = {"none": torch.clone, "shift": random_shift, "flip": mirror}
means = {}
print("4 seeds   test accuracy   shifted test images")
for name, change in changes.items():
    runs = torch.tensor([train(change, seed) for seed in range(4)])
    m, error = runs.mean(0), runs.std(0) / 4**0.5
    print(f"{name:6} {m[0]:8.1f}% ± {error[0]:.1f}%", end="")
    print(f"{m[1]:10.1f}% ± {error[1]:.1f}%")
    means[name] = m
assert means["shift"][1] > means["none"][1] + 20
assert means["flip"][0] < means["none"][0]
