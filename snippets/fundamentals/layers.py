# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
model.extend([nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, 10)])


def show(layer, inputs, output):
    n = sum(p.numel() for p in layer.parameters())
    sizes = f"{inputs[0].shape[1]} -> {output.shape[1]}"
    print(f"{type(layer).__name__:6}  {sizes}  {n:4} parameters")


for layer in model:
    layer.register_forward_hook(show)
one_image = torch.rand(1, 64)  # the input layer: 64 numbers
logits = model(one_image)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def by_class_mean(features, train, test):
    """Test accuracy of taking the class whose mean is nearest."""
    means = [features[train][y[train] == k].mean(0) for k in range(10)]
    nearest = torch.cdist(features[test], torch.stack(means)).argmin(1)
    return (nearest == y[test]).float().mean()


def run(seed):
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1297, 500])
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.extend([nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, 10)])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(100):
        loss = nn.functional.cross_entropy(model(X[train]), y[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.requires_grad_(False)
    first, second = model[:2](X), model[:4](X)
    before = model(X)
    order = torch.randperm(32)  # the hidden units change places
    model[0].weight.copy_(model[0].weight[order])
    model[0].bias.copy_(model[0].bias[order])
    model[2].weight.copy_(model[2].weight[:, order])
    assert torch.allclose(model(X), before, atol=1e-4)
    sets = (X, first, second)
    return torch.stack([by_class_mean(f, train, test) for f in sets])


runs = 100 * torch.stack([run(seed) for seed in range(5)])
for name, column in zip(
    ("pixels", "hidden 1", "hidden 2"), runs.T, strict=True
):
    error = column.std() / 5**0.5
    print(f"{name:8}  class means: {column.mean():.1f}% ± {error:.1f}")
assert (runs[:, 1] > runs[:, 0]).all()

node = {"boxstyle": "circle", "fc": "gray", "ec": "gray"}
options = {"ha": "center", "va": "center"}
for height, text in enumerate(["1", "$x_2$", "$x_1$"]):
    color = "C1" if text == "1" else "C0"
    plt.text(0, height - 0.3, text, bbox=node, **options)
    for unit in range(3):
        path = [height - 0.3, unit, unit, 1, 1]
        plt.plot([0, 2, 3, 5, 6], path, color, zorder=0)
        plt.text(2, unit, "+", bbox=node, **options)
        plt.text(3, unit, "f", bbox=node, **options)
plt.plot([3, 5], [-0.8, 1], "C1", zorder=0)
plt.text(3, -0.8, "1", bbox=node, **options)
plt.text(5, 1, "+", bbox=node, **options)
for x, name in ((0, "input"), (2.5, "hidden"), (5, "output")):
    plt.text(x, 2.7, name, **options)
plt.ylim(-1.2, 3)
plt.axis("off")
plt.title("2-3-1: nine weights, and four biases (from the 1s)")
plt.show()
# --8<-- [end:evidence]
