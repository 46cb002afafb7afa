# --8<-- [start:idea]
import torch
from torch import nn

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
def through(depth, bias, seed):
    """Size, and spread between the images, after each ReLU layer."""
    torch.manual_seed(seed)
    hidden, sizes, spreads = torch.randn(100, 256), [], []
    for _ in range(depth):
        hidden = nn.Linear(256, 256, bias=bias)(hidden).relu()
        sizes.append(hidden.square().mean().sqrt())
        spreads.append(hidden.std(0).square().mean().sqrt())
    return torch.stack(sizes), torch.stack(spreads)
for bias in (False, True):
    for s in range(3):
        a, b = through(50, bias, s)
        print(bias, a[-1], b[-1], (a[9]/a[0])**(1/9),  (b[19]/b[0])**(1/19))
for m, bound in ((nn.Conv2d(16, 8, 3), 1/144**.5), (nn.LSTM(64, 32), 1/32**.5), (nn.GRU(64,32), 1/32**.5), (nn.Embedding(1000, 64), 0),(nn.MultiheadAttention(64, 4),0), (nn.LayerNorm(4),0), (nn.PReLU(),0), (nn.BatchNorm1d(4),0)):
    for n, p in m.named_parameters(): print(type(m).__name__, n, p.min().item(), p.max().item(), p.std().item() if p.numel()>1 else 0, bound)
