# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
conv = nn.Conv2d(3, 16, 3, padding=1, bias=False).double()
n = 3 * 8 * 8  # an image of 8 x 8 pixels, 3 channels
basis = torch.eye(n).double().view(n, 3, 8, 8)
with torch.no_grad():
    matrix = conv(basis).flatten(1).T  # one column for each input

image = torch.randn(1, 3, 8, 8).double()
apart = (matrix @ image.flatten() - conv(image).flatten()).abs().max()
rows, columns = matrix.shape
print(f"a matrix of {rows} x {columns} does the same: {apart < 1e-10}")
print(f"zeros in it: {(matrix == 0).double().mean():.1%}")
print(f"different numbers: {len(matrix.unique()) - 1}")  # without zero
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

windows = nn.functional.unfold(image, 3, padding=1)  # (1, 27, 64)
product = conv.weight.flatten(1) @ windows[0]  # (16, 64)
assert torch.allclose(product, conv(image)[0].flatten(1), atol=1e-10)

digits, y = map(torch.tensor, load_digits(return_X_y=True))
X = torch.zeros(len(y), 1, 16, 16)  # a digit anywhere
corners = torch.randint(9, (len(y), 2)).tolist()
for image, digit, (r, c) in zip(X, digits, corners, strict=True):
    image[0, r : r + 8, c : c + 8] = digit.view(8, 8) / 16


def build(first, head):
    """16 maps of 5 x 5 from either layer; their maxima, or all."""
    if first == "convolution":
        layers = [nn.Conv2d(1, 16, 7, stride=2)]
    else:
        full = nn.Linear(256, 16 * 25)
        layers = [nn.Flatten(), full, nn.Unflatten(1, (16, 5, 5))]
    if head == "maximum":
        layers.append(nn.AdaptiveMaxPool2d(1))
    rest = [nn.ReLU(), nn.Flatten(), nn.LazyLinear(10)]
    return nn.Sequential(*layers, *rest)


def accuracies(first, head, lr, seed):
    """In percent, validation and test, after 60 steps."""
    torch.manual_seed(seed)
    train, valid, test = torch.randperm(1797).split([1000, 300, 497])
    model = build(first, head)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for rows in train[torch.randint(1000, (60, 64))]:
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = (model(X).argmax(1) == y).double() * 100
    return right[valid].mean(), right[test].mean()


print("first layer      head       lr    test (3 seeds)")
means = {}
for first in ("fully connected", "convolution"):
    for head in ("flatten", "maximum"):
        runs = {}
        for lr in (0.002, 0.008, 0.03, 0.12):
            tried = [accuracies(first, head, lr, s) for s in range(3)]
            runs[lr] = torch.tensor(tried)  # (seed, 2)
        lr = max(runs, key=lambda lr: runs[lr][:, 0].mean())
        mean = means[first, head] = runs[lr][:, 1].mean()
        error = runs[lr][:, 1].std() / 3**0.5
        print(f"{first:16} {head:8} {lr:6}  {mean:.0f} ± {error:.0f} %")
best = means.pop(("convolution", "maximum"))
assert best > max(means.values()) + 5
flat = means["convolution", "flatten"]
assert flat < means["fully connected", "flatten"] + 5

plt.imshow(matrix[:64, :64], cmap="gray")
plt.title("The same 9 weights in every row")
plt.xlabel("input pixel (8 × 8, row by row)")
plt.ylabel("output pixel")
plt.show()
# --8<-- [end:evidence]
