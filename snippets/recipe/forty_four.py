import matplotlib.pyplot as plt
import torch
from torch import nn


def n_parameters(layer: nn.Linear | nn.Conv2d) -> int:
    """Weights and biases by formula: outputs * (inputs of one + 1)."""
    if isinstance(layer, nn.Linear):
        n_in, n_out = layer.in_features, layer.out_features
    else:  # one kernel per output channel sees in / groups channels
        height, width = layer.kernel_size
        n_in = layer.in_channels // layer.groups * height * width
        n_out = layer.out_channels
    return n_out * (n_in + (layer.bias is not None))


def mlp() -> list[nn.Module]:
    hidden = [nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh()]
    return [*hidden, nn.Linear(4, 1)]  # no activation after the last


torch.manual_seed(0)
layers = [*mlp()[::2], nn.Conv2d(3, 16, (3, 5))]
layers.append(nn.Conv2d(6, 8, 3, groups=2, bias=False))
for layer in layers:
    count = sum(p.numel() for p in layer.parameters())
    assert n_parameters(layer) == count
    print(f"{count:4d}  {layer}")
assert sum(map(n_parameters, layers[:3])) == 44
pairs = [(a, b) for a in range(1, 44) for b in range(1, 44)]
fits = [(a, b) for a, b in pairs if 3 * a + (a + 1) * b + b + 1 == 44]
print(f"2-a-b-1 has 44 parameters for (a, b) in {fits}")
assert fits == [(5, 4)] and 44 not in [4 * a + 1 for a in range(44)]

corners = torch.tensor([[1.0, 1], [-1, -1], [1, -1], [-1, 1]])
y = torch.tensor([0.0, 0, 1, 1]).repeat(100)  # XOR of the signs
X = corners.repeat(100, 1) + 0.35 * torch.randn(400, 2)
right = []
for seed in range(5):
    torch.manual_seed(seed)
    model = nn.Sequential(*mlp())
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(300):  # on 40 points; 360 are for validation
        loss = nn.BCEWithLogitsLoss()(model(X[:40])[:, 0], y[:40])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right.append(((model(X[40:])[:, 0] > 0) == y[40:]).float().mean())
share = torch.stack(right).median()
print(f"{share:.2f} of new points right, median of 5 starts")
assert share > 0.95

side = torch.linspace(-2, 2, 30)
probs = model(torch.cartesian_prod(side, side)).sigmoid().detach()
image = probs.view(30, 30).T.flip(0)  # top row: the largest x2
plt.imshow(image, "coolwarm", alpha=0.6, extent=(-2, 2, -2, 2))
plt.colorbar(label="probability of class 1")
for k, marker in enumerate("ox"):
    plt.scatter(*X[:40][y[:40] == k].T, c="gray", marker=marker)
plt.title("44 parameters learn XOR")
plt.xlabel("$x_1$")
plt.ylabel("$x_2$")
plt.show()
