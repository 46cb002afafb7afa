from itertools import product

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn import functional as F


def normalize(
    x: torch.Tensor, axes: tuple, center=True
) -> torch.Tensor:
    """x over its RMS along axes; centered first, unless RMSNorm."""
    if center:
        x = x - x.mean(axes, keepdim=True)
    return x / (x.square().mean(axes, keepdim=True) + 1e-5).sqrt()


torch.manual_seed(0)
x = 2 * torch.randn(4, 6, 5, 5, dtype=torch.float64) + 3  # N, C, H, W
last = x.movedim(1, 3)  # channels last, as in a transformer
pairs = x.view(4, 3, 2, 5, 5)  # 3 groups of 2 channels
batch_norm, eps = nn.BatchNorm2d(6).double(), 1e-5
layer = F.layer_norm(last, (6,))
centered = last - last.mean(3, keepdim=True)
for name, left, right in (
    ("BatchNorm2d", normalize(x, (0, 2, 3)), batch_norm(x)),
    ("LayerNorm", normalize(last, (3,)), layer),
    ("InstanceNorm2d", normalize(x, (2, 3)), F.instance_norm(x)),
    ("GroupNorm", normalize(pairs, (2, 3, 4)), F.group_norm(x, 3)),
    (
        "RMSNorm",
        normalize(last, (3,), False),
        F.rms_norm(last, (6,), eps=eps),
    ),
    ("GN(1) = LN", F.group_norm(x, 1), F.layer_norm(x, (6, 5, 5))),
    ("GN(C) = IN", F.group_norm(x, 6), F.instance_norm(x)),
    ("RMS, centered", F.rms_norm(centered, (6,), eps=eps), layer),
):
    assert torch.allclose(left.view_as(right), right, atol=1e-12)
    print(f"{name:14} equal to 1e-12")
gap = (F.group_norm(x, 1).movedim(1, 3) - layer).abs().max()
assert gap > 0.5
print(f"GN(1), LN(C)   differ by up to {gap:.1f}")

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
