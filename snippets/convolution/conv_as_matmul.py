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

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float().view(-1, 1, 8, 8), torch.tensor(y)


class Unshared(nn.Module):
    """Windows as a convolution has, each with its own weights."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter((torch.rand(8, 9, 64) - 0.5) * 2 / 3)

    def forward(self, images):
        windows = nn.functional.unfold(images, 3, padding=1)
        return torch.einsum("nkp,ckp->ncp", windows, self.weight)


def accuracies(name, lr, seed):
    """Validation and test in percent, weights in the first layer."""
    torch.manual_seed(seed)
    train, valid, test = torch.randperm(1797).split([100, 300, 1397])
    first = {
        "shared": nn.Conv2d(1, 8, 3, padding=1, bias=False),
        "unshared": Unshared(),
        "full": nn.Sequential(
            nn.Flatten(), nn.Linear(64, 512, bias=False)
        ),
    }[name]
    head = [nn.Flatten(), nn.ReLU(), nn.Linear(512, 10)]
    model = nn.Sequential(first, *head)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(40):
        loss = nn.functional.cross_entropy(model(X[train]), y[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = (model(X).argmax(1) == y).double() * 100
    count = sum(p.numel() for p in first.parameters())
    return right[valid].mean(), right[test].mean(), count


print("first layer  weights   lr     test (3 seeds, 100 images)")
means = []
for name in ("shared", "unshared", "full"):
    runs = {
        lr: torch.tensor([accuracies(name, lr, s) for s in range(3)])
        for lr in (0.001, 0.01, 0.1)
    }
    lr = max(runs, key=lambda lr: runs[lr][:, 0].mean())
    test, count = runs[lr][:, 1], int(runs[lr][0, 2])
    mean, error = test.mean(), test.std() / 3**0.5
    means.append(mean)
    print(f"{name:10} {count:9}   {lr:5}  {mean:.1f} ± {error:.1f} %")
assert max(means) - min(means) < 4

plt.imshow(matrix[:64, :64], cmap="gray")
plt.title("The same 9 weights in every row")
plt.xlabel("input pixel (8 × 8, row by row)")
plt.ylabel("output pixel")
plt.show()
# --8<-- [end:evidence]
