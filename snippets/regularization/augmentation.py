# --8<-- [start:shift]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import Tensor, nn
from torch.nn import functional as F


def random_shift(X: Tensor, most: int = 1) -> Tensor:
    """Shift each image by a random whole number of pixels.

    X: (batch, channels, height, width); most: pixels, each way and
    axis, drawn anew for each image. What moves in is 0.
    """
    n, _, height, width = X.shape
    down, right = torch.randint(2 * most + 1, (2, n, 1, 1))
    rows = down + torch.arange(height)[:, None]  # (n, height, 1)
    columns = right + torch.arange(width)  # (n, 1, width)
    image = torch.arange(n)[:, None, None]
    padded = F.pad(X, (most, most, most, most))
    return padded[image, :, rows, columns].movedim(3, 1)


# --8<-- [end:shift]


# --8<-- [start:compare]
X, y = load_digits(return_X_y=True)
X = torch.tensor(X / 16, dtype=torch.float32).view(-1, 1, 8, 8)
y = torch.tensor(y)
changes = {"none": torch.clone, "shift": random_shift}
changes["flip"] = lambda X: X.where(
    torch.rand(len(X), 1, 1, 1) < 0.5, X.flip(3)
)
runs = torch.zeros(3, 5, 3)  # (change, seed, [test, shifted, NLL])
for i, change in enumerate(changes.values()):
    for seed in range(5):
        torch.manual_seed(seed)
        train, test = torch.randperm(len(X))[:900].split([100, 800])
        model = nn.Sequential(
            *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU()),
            *(nn.MaxPool2d(2), nn.Conv2d(16, 16, 3, padding=1)),
            *(nn.ReLU(), nn.Flatten(), nn.Linear(256, 10)),
        )
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(80):
            loss = F.cross_entropy(model(change(X[train])), y[train])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        for j, images in enumerate((X[test], random_shift(X[test]))):
            right = model(images).argmax(1) == y[test]
            runs[i, seed, j] = right.float().mean()
        loss = F.cross_entropy(model(X[test]), y[test])
        runs[i, seed, 2] = loss.item()

print("images     accuracy (spread)   shifted test   NLL")
mean, std = runs.mean(1), runs.std(1)
for name, m, s in zip(changes, mean, std, strict=True):
    accuracy = f"{m[0]:.2f} ({s[0]:.2f})"
    print(f"{name:9}  {accuracy} {m[1]:17.2f} {m[2]:13.1f}")
none, shift, flip = mean
assert flip[0] < min(none[0], shift[0])
assert shift[1] > none[1] + 0.1 and shift[2] < none[2] * 0.8

fig, axes = plt.subplots(3, 6, figsize=(5.4, 3.4))
for row, (name, change) in zip(axes, changes.items(), strict=True):
    for ax, image in zip(row, change(X[2:8]), strict=True):
        ax.imshow(image[0].numpy(), cmap="Blues")
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(name)
fig.suptitle("Shifts keep the digit, flips do not")
plt.show()
# --8<-- [end:compare]
