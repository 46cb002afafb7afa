# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)


def separable(n_in, n_out):
    return nn.Sequential(
        nn.Conv2d(n_in, n_in, 3, padding=1, groups=n_in, bias=False),
        nn.Conv2d(n_in, n_out, kernel_size=1, bias=False),
    )


def full(n_in, n_out):
    return nn.Conv2d(n_in, n_out, 3, padding=1, bias=False)


for layer in (full(64, 64), separable(64, 64)):
    weights = sum(p.numel() for p in layer.parameters())
    places = layer(torch.zeros(64, 32, 32))[0].numel()
    per_image = weights * places  # each weight once in every place
    print(f"{weights:6,} weights, {per_image:10,} multiplications")
# --8<-- [end:idea]
# --8<-- [start:same]
import matplotlib.pyplot as plt

image = torch.randn(1, 64, 9, 9).double()
pair = separable(64, 32).double()
depthwise, pointwise = pair[0].weight, pair[1].weight
kernel = pointwise * depthwise[:, 0]  # (32, 64, 3, 3): rank one each
whole = nn.functional.conv2d(image, kernel, padding=1)
assert torch.allclose(pair(image), whole, atol=1e-10)

grouped = nn.Conv2d(64, 32, 3, groups=4, bias=False).double()
blocks = torch.zeros(32, 64, 3, 3).double()
for g in range(4):  # 8 outputs see 16 inputs
    outs, ins = slice(8 * g, 8 * g + 8), slice(16 * g, 16 * g + 16)
    blocks[outs, ins] = grouped.weight[outs]
same = nn.functional.conv2d(image, blocks)
assert torch.allclose(grouped(image), same, atol=1e-10)
print("both are full convolutions with special kernels")

fig, axes = plt.subplots(1, 3, figsize=(6, 2.5))
for ax, groups in zip(axes, (1, 4, 16), strict=True):
    conv = nn.Conv2d(16, 16, 1, groups=groups, bias=False)
    lit = torch.eye(16)[:, :, None, None]  # one channel in each image
    answer = (conv(lit)[:, :, 0, 0] != 0).T
    print(f"groups={groups}: {answer.sum()} of 256 pairs connected")
    assert answer.sum() == 16 * 16 / groups
    ax.imshow(answer, cmap="gray", vmin=-1, vmax=1.3)
    ax.set_title(f"groups={groups}")
    ax.set(xticks=[], yticks=[], xlabel="input channel")
axes[0].set_ylabel("output channel")
plt.show()
# --8<-- [end:same]
