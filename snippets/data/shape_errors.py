# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Conv2d(3, 8, 5),
    nn.MaxPool2d(4),
    nn.Flatten(),
    nn.LazyLinear(10),  # takes in_features from its first input
)
images = torch.rand(4, 32, 48, 3)  # height, width, channels
X = images.permute(0, 3, 1, 2)  # channels first
print(tuple(X.shape))
for layer in model:
    X = layer(X)
    print(tuple(X.shape), "after", type(layer).__name__)
# --8<-- [end:idea]
# --8<-- [start:table]
color, gray = nn.Conv2d(3, 8, 5), nn.Conv2d(1, 8, 5)
linear, flatten = nn.Linear(7 * 11, 10), nn.Flatten()
loss_fn = nn.CrossEntropyLoss()
X = images.permute(0, 3, 1, 2)
pooled, labels = torch.rand(4, 8, 7, 11), torch.arange(4)[:, None]
for what, layer, *inputs in (
    ("channels last", color, images),
    ("color into a gray model", gray, X),
    ("no channel axis", gray, X[:, 0]),
    ("no batch, no channel axis", gray, X[0, 0]),
    ("images too small", nn.MaxPool2d(4), X[..., :3]),
    ("Flatten forgotten", linear, pooled),
    ("channels forgotten", linear, flatten(pooled)),
    ("BatchNorm2d behind Flatten", nn.BatchNorm2d(8), flatten(pooled)),
    ("skip of another size", torch.add, pooled, pooled[..., 1:]),
    ("labels in a column", loss_fn, torch.rand(4, 10), labels),
    ("rows lost before", loss_fn, torch.rand(3, 10), labels[:, 0]),
    ("one image, no batch axis", color, X[0]),
):
    try:
        told = f"no error, {tuple(layer(*inputs).shape)}"
    except (RuntimeError, ValueError) as error:
        told = str(error).replace(
            "Given groups=1, weight of size", "weight"
        )
    print(f"{what}:\n    {told[:72]}")
# --8<-- [end:table]
# --8<-- [start:silent]
import matplotlib.pyplot as plt

rows = pooled.view(-1, 7 * 11)  # silences "Flatten forgotten"
try:
    loss_fn(linear(rows), labels[:, 0])
except ValueError as error:
    print(f"view(-1, ...): {error}")

photo = torch.zeros(32, 48, 3)
photo[8:24, 16:32, 0] = 1  # a red square
permuted, reshaped = photo.permute(2, 0, 1), photo.reshape(3, 32, 48)
for image in (permuted, reshaped):
    red = [int(channel.sum()) for channel in image]
    print(f"{tuple(image.shape)}, bright pixels by channel: {red}")

fig, axes = plt.subplots(1, 2, figsize=(4.6, 2))
for ax, name, image in zip(
    axes, ("permute", "reshape"), (permuted, reshaped), strict=True
):
    ax.imshow(image[0], cmap="gray")
    ax.set(title=name, xticks=[], yticks=[])
fig.suptitle("The same shape, and no longer the image")
plt.show()
# --8<-- [end:silent]
