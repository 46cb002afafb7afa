# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
X = 2 * torch.randn(4, 6, 5, 5).double() + 3  # (N, C, H, W)
tokens = X.movedim(1, 3)  # channels last, as in a transformer


def normalize(X, dims):
    centered = X - X.mean(dims, keepdim=True)
    var = centered.square().mean(dims, keepdim=True)
    return centered / (var + 1e-5).sqrt()


batch, layer = nn.BatchNorm2d(6).double(), nn.LayerNorm(6).double()
pairs = X.view(4, 3, 2, 5, 5)  # 3 groups of 2 channels
group = normalize(pairs, (2, 3, 4)).view_as(X)
print("batch   ", torch.allclose(normalize(X, (0, 2, 3)), batch(X)))
print("layer   ", torch.allclose(normalize(tokens, 3), layer(tokens)))
print(
    "instance", torch.allclose(normalize(X, (2, 3)), F.instance_norm(X))
)
print("group   ", torch.allclose(group, F.group_norm(X, 3)))
# --8<-- [end:idea]
# --8<-- [start:evidence]
from itertools import product

import matplotlib.pyplot as plt

rms = tokens / (tokens.square().mean(3, keepdim=True) + 1e-5).sqrt()
torch.testing.assert_close(rms, F.rms_norm(tokens, (6,), eps=1e-5))
centered = tokens - tokens.mean(3, keepdim=True)
centered_rms = F.rms_norm(centered, (6,), eps=1e-5)
one, all_six = F.group_norm(X, 1), F.group_norm(X, 6)
of_image = nn.LayerNorm((6, 5, 5)).double()(X)
of_token = layer(tokens).movedim(3, 1)
gaps = []
for name, left, right in (
    ("RMS of centered - LayerNorm", centered_rms, layer(tokens)),
    ("GroupNorm(C) - InstanceNorm", all_six, F.instance_norm(X)),
    ("GroupNorm(1) - LayerNorm((C, H, W))", one, of_image),
    ("GroupNorm(1) - LayerNorm(C)", one, of_token),
):
    gap = (left - right).abs().max()
    print(f"{name:36} at most {gap:.1f}")
    gaps.append(gap)
assert max(gaps[:3]) < 1e-12 and gaps[3] > 0.5

every = slice(None)
blocks = {  # which channels, positions, images share one mean
    "Batch": (3, every, every),
    "Layer, of images": (every, every, 0),
    "Layer or RMS,\nof tokens": (every, 3, 0),
    "Instance": (3, every, 0),
    "Group": (slice(2, 4), every, 0),
    "the axes": (slice(0), 0, 0),
}
axes = plt.subplots(2, 3)[1].flat
for axis, (name, block) in zip(axes, blocks.items(), strict=True):
    shared = torch.zeros(4, 4, 3, dtype=torch.bool)
    shared[block] = True
    for side, edge in enumerate((3, 3, 0)):  # the three faces one sees
        for cell in product(range(4), range(4), range(3)):
            if cell[side] != edge:
                continue
            square = []
            for step in ([0, 0], [1, 0], [1, 1], [0, 1]):
                step.insert(side, side < 2)
                c, p, n = torch.tensor(cell) + torch.tensor(step)
                square.append((c + n / 2, p + n / 2))
            color = "C0" if shared[cell] else ("gray", 0.2)
            axis.fill(*torch.tensor(square).T, fc=color, ec="gray")
    axis.set_title(name, size=11)
    axis.set_aspect("equal")
    axis.axis("off")
axis.text(2, -0.3, "channel", ha="center", va="top")
axis.text(-0.3, 2, "position", rotation=90, ha="right", va="center")
axis.text(5.2, 0.4, "image", rotation=45, ha="center", va="center")
plt.suptitle("Blue cells share one mean")
plt.show()
# --8<-- [end:evidence]
