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
print(random_shift(9 * torch.eye(3)[None, None])[0, 0])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X = torch.tensor(load_digits().images)[2:8, None]
flipped = X.where(torch.rand(6, 1, 1, 1) < 0.5, X.flip(3))
changed = (flipped != X).flatten(1).any(1).int()
print("flipped:", *changed.tolist())
rows = {"none": X, "shift": random_shift(X), "flip": flipped}
fig, axes = plt.subplots(3, 6)
for row, (name, images) in zip(axes, rows.items(), strict=True):
    for ax, image in zip(row, images, strict=True):
        ax.imshow(image[0].numpy(), cmap="Blues")
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(name)
fig.suptitle("Shifts keep the digit, flips do not")
plt.show()
# --8<-- [end:evidence]
