# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    *(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh()),
    nn.Linear(4, 1),
)
for name, p in model.named_parameters():
    print(f"{p.numel():4}  {name}, {tuple(p.shape)}")
n = sum(p.numel() for p in model.parameters() if p.requires_grad)
print(f"{n:4}  together")


# --8<-- [end:idea]
# --8<-- [start:formulas]
def by_formula(layer):
    """Outputs * (inputs that each output sees, plus one for a bias)."""
    if isinstance(layer, nn.Linear):
        n_in, n_out = layer.in_features, layer.out_features
    else:  # a kernel sees its group's channels
        height, width = layer.kernel_size
        n_in = layer.in_channels // layer.groups * height * width
        n_out = layer.out_channels
    return n_out * (n_in + (layer.bias is not None))


for layer in (
    nn.Linear(5, 4),
    nn.Conv2d(3, 16, (3, 5)),
    nn.Conv2d(6, 8, 3, groups=2, bias=False),
):
    count = sum(p.numel() for p in layer.parameters())
    assert by_formula(layer) == count
    print(f"{count:4}  {layer}")
assert n == 44
# --8<-- [end:formulas]
# --8<-- [start:xor]
import matplotlib.pyplot as plt

corners = torch.randn(400, 2).sign()
X, y = (
    corners + 0.35 * torch.randn(400, 2),
    (corners.prod(1) < 0).float(),
)
right = []
for seed in range(5):
    torch.manual_seed(seed)
    for layer in model[::2]:
        layer.reset_parameters()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(300):  # on 40 points; 360 are for validation
        loss = nn.BCEWithLogitsLoss()(model(X[:40])[:, 0], y[:40])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right.append(((model(X[40:])[:, 0] > 0) == y[40:]).float().mean())
print(f"{torch.stack(right).median():.2f} of new points right", end="")
print(", median of 5 starts")
assert torch.stack(right).median() > 0.9

probs = model(X).sigmoid().detach()
plt.scatter(*X.T, c=probs, cmap="coolwarm")
plt.colorbar(label="predicted probability of class 1")
plt.title("44 parameters learn XOR")
plt.xlabel("$x_1$")
plt.ylabel("$x_2$")
plt.show()
# --8<-- [end:xor]
