# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
print(f"NumPy's inputs: {X.dtype}")
X = torch.tensor(X, dtype=torch.float32)  # inputs
classes = torch.tensor(y, dtype=torch.int64)  # for cross_entropy
is_odd = torch.tensor(y % 2, dtype=torch.float32)  # for BCE
amount = torch.tensor(y, dtype=torch.float32)  # for mse_loss

linear = nn.Linear(64, 10)
logits = linear(X)
first = logits[:, 0]
for loss in (
    F.cross_entropy(logits, classes),
    F.binary_cross_entropy_with_logits(first, is_odd),
    F.mse_loss(first, amount),
):
    print(f"{loss.dtype} {loss:.2f}")
# --8<-- [end:idea]
# --8<-- [start:table]
gru, table = nn.GRU(64, 10), nn.Embedding(10, 64)
conv, image = nn.Conv2d(1, 1, 3), X.view(-1, 1, 8, 8)
bce, bce_logits = F.binary_cross_entropy, nn.BCEWithLogitsLoss()
output = first.sigmoid()
for what, function, *arguments in (
    ("float64 into Linear", linear, X.double()),
    ("integers into Linear", linear, classes),
    ("bytes into Conv2d", conv, image.byte()),
    ("float64 into GRU", gru, X.double()),
    ("float64 into BatchNorm", nn.BatchNorm1d(64), X.double()),
    ("float into Embedding", table, first),
    ("float classes", F.cross_entropy, logits, amount),
    ("int32 classes", F.cross_entropy, logits, classes.int()),
    ("integer 0/1, BCE", bce, output, is_odd.long()),
    ("the same, from logits", bce_logits, output, is_odd.long()),
    ("mean of integers", torch.mean, classes),
    ("float as an index", X.__getitem__, amount),
    ("float64 into mse_loss", F.mse_loss, output, amount.double()),
):
    try:
        told = f"no error, {function(*arguments).dtype}"
    except (RuntimeError, ValueError, IndexError) as error:
        told = str(error)[:64]
    print(f"{what}:\n    {told}")
# --8<-- [end:table]
# --8<-- [start:bytes]
import matplotlib.pyplot as plt

small = torch.tensor([200, 0], dtype=torch.uint8)
print(f"bytes: 200 + 100 = {small[0] + 100}, 0 - 1 = {small[1] - 1}")
pixels = (X[0].view(8, 8) * 15).byte()  # 0 to 225
wrapped = pixels + 80
right = (pixels.float() + 80).clamp(max=255)
darker = (wrapped < pixels).float().mean()
print(f"brighter by 80: {darker:.0%} of the pixels got darker")

fig, axes = plt.subplots(1, 3, figsize=(4.6, 2))
for ax, title, shown in zip(
    axes,
    ("an image", "bytes + 80", "floats + 80"),
    (pixels, wrapped, right),
    strict=True,
):
    ax.imshow(shown, cmap="gray", vmin=0, vmax=255)
    ax.set(title=title, xticks=[], yticks=[])
fig.suptitle("Bytes start over at 256")
plt.show()
# --8<-- [end:bytes]
