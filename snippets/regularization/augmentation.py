# --8<-- [start:idea]
import torch


def random_shift(X: torch.Tensor, most: int = 1) -> torch.Tensor:
    """Shift each image by a random whole number of pixels.

    X: (batch, channels, height, width); most: pixels, each way and
    axis, drawn anew for each image. What moves in is 0.
    """
    n, _, height, width = X.shape
    down, right = torch.randint(2 * most + 1, (2, n, 1, 1))
    rows = down + torch.arange(height)[:, None]  # (n, height, 1)
    columns = right + torch.arange(width)  # (n, 1, width)
    image = torch.arange(n)[:, None, None]
    padded = torch.nn.functional.pad(X, [most] * 4)
    return padded[image, :, rows, columns].movedim(3, 1)


torch.manual_seed(0)
print(random_shift(torch.eye(3)[None, None])[0, 0])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).view(-1, 1, 8, 8), torch.tensor(y)


def mirror(X):
    """Flip each image left to right with probability one half."""
    return X.where(torch.rand(len(X), 1, 1, 1) < 0.5, X.flip(3))


def train(change, seed):
    """Test accuracy, on shifted test images, NLL: best checkpoint."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X))[:900].split(
        [100, 200, 600]
    )
    conv = nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)
    model = nn.Sequential(*conv, nn.Flatten(), nn.Linear(256, 10))
    model, best = model.double(), float("inf")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    shifted = random_shift(X[test])
    for step in range(120):
        optimizer.zero_grad()
        cross_entropy(model(change(X[train])), y[train]).backward()
        optimizer.step()
        if step % 10 == 9:
            with torch.no_grad():
                val_loss = cross_entropy(model(X[val]), y[val])
                if val_loss < best:
                    best, plain = val_loss, model(X[test])
                    moved = model(shifted)
    scores = [cross_entropy(plain, y[test]).item()]
    for logits in (plain, moved):
        right = (logits.argmax(1) == y[test]).double().mean()
        scores.append(100 * right.item())
    return scores


changes = {"none": torch.clone, "shift": random_shift, "flip": mirror}
print("5 seeds  accuracy ± error   on shifted   NLL ± error")
accuracy, moved = {}, {}
for name, change in changes.items():
    runs = torch.tensor([train(change, seed) for seed in range(5)])
    (nll, right, on_moved), e = runs.mean(0), runs.std(0) / 5**0.5
    print(
        f"{name:6} {right:9.1f}% ± {e[1]:.1f}% {on_moved:10.0f}%",
        end="",
    )
    print(f"{nll:10.2f} ± {e[0]:.2f}")
    accuracy[name], moved[name] = right, on_moved
assert moved["shift"] > moved["none"] + 20
assert accuracy["flip"] < accuracy["none"] - 1

fig, axes = plt.subplots(3, 6, figsize=(5.4, 3.4))
for row, (name, change) in zip(axes, changes.items(), strict=True):
    for ax, image in zip(row, change(X[2:8]), strict=True):
        ax.imshow(image[0].numpy(), cmap="Blues")
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(name)
fig.suptitle("Shifts keep the digit, flips do not")
plt.show()
# --8<-- [end:evidence]
