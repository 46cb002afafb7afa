# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(256, 256)
bound = 1 / layer.in_features**0.5

torch.manual_seed(0)
layer.reset_parameters()  # what PyTorch does by itself
torch.manual_seed(0)
weight = torch.empty(256, 256).uniform_(-bound, bound)
bias = torch.empty(256).uniform_(-bound, bound)
same = layer.weight.equal(weight) and layer.bias.equal(bias)

print(f"U(-{bound}, {bound}), bit for bit: {same}")
print(f"variance    {layer.weight.var():.6f}")
print(f"1 / (3 n)   {1 / (3 * 256):.6f}")
print(f"He's 2 / n  {2 / 256:.6f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


@torch.no_grad()
def through(bias, he, seed):
    """Size of 50 ReLU layers' outputs, and spread between inputs."""
    torch.manual_seed(seed)
    hidden, sizes = torch.randn(100, 256), []
    for _ in range(50):
        layer = nn.Linear(256, 256, bias=bias)
        if he:
            nn.init.kaiming_normal_(layer.weight)
        hidden = layer(hidden).relu()
        sizes.append(hidden.square().mean().sqrt())
    spread = hidden.std(0).square().mean().sqrt()  # between the rows
    return sizes[-1], spread, (sizes[9] / sizes[0]) ** (1 / 9)


print("50 ReLU layers, 3 seeds: size     between inputs")
for name, bias, he in (
    ("default, no bias", False, False),
    ("default with bias", True, False),
    ("He, bias default", True, True),
):
    runs = torch.tensor([through(bias, he, seed) for seed in range(3)])
    size, spread, factor = runs.T
    print(f"{name:20} {size.mean():10.1e}   {spread.mean():10.1e}")
    if he:
        assert spread.min() > 0.04
    elif bias:
        assert size.min() > 0.01 and spread.max() < 1e-8
    else:
        assert size.max() < 1e-18
        assert 0.37 < factor.min() and factor.max() < 0.44

print("parameter                      numbers   mean    std  largest")
for layer, name, formula in (
    (nn.Conv2d(16, 64, 3), "weight", (16 * 3 * 3) ** -0.5),
    (nn.LSTM(64, 64), "weight_hh_l0", 64**-0.5),
    (nn.MultiheadAttention(64, 4), "in_proj_weight", (6 / 256) ** 0.5),
    (nn.Embedding(1000, 64), "weight", None),  # N(0, 1)
    (nn.BatchNorm1d(64), "weight", 1),
    (nn.PReLU(64), "weight", 0.25),
):
    p = layer.get_parameter(name)
    name, largest = f"{type(layer).__name__}.{name}", p.abs().max()
    print(f"{name:34} {p.numel():6} {p.mean():6.3f}", end="")
    print(f" {p.std():6.4f} {largest:7.3f}")
    if formula:
        assert 0.99 * formula < largest < 1.001 * formula
    else:
        assert p.mean().abs() < 0.03 and 0.97 < p.std() < 1.03

he = nn.init.kaiming_normal_(torch.empty(256, 256))
bins = torch.linspace(-0.35, 0.35, 57).tolist()
plt.hist(he.flatten(), bins, color="C1", label="He for ReLU")
plt.hist(weight.flatten(), bins, color="C0", label="PyTorch")
plt.xlabel("weight (histogram of 65,536)")
plt.title("The default has a sixth of He's variance")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
