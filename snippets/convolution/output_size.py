# --8<-- [start:idea]
import torch
from torch import nn


def output_size(n, kernel, stride=1, padding=0, dilation=1):
    """Pixels along one axis after a convolution or a pooling layer."""
    seen = dilation * (kernel - 1) + 1
    return (n + 2 * padding - seen) // stride + 1


torch.manual_seed(0)
print("  n kernel stride padding dilation   formula  nn.Conv2d")
for n, k, s, p, d in [
    (32, 3, 1, 0, 1),  # loses a pixel on each side
    (32, 3, 1, 1, 1),  # keeps the size
    (32, 3, 2, 1, 1),  # halves it
    (224, 7, 2, 3, 1),  # the first layer of a ResNet
    (32, 3, 1, 2, 2),  # dilation 2 keeps it with padding 2
]:
    size = nn.Conv2d(3, 8, k, s, p, d)(torch.zeros(3, n, n)).shape[1]
    expected = output_size(n, k, s, p, d)
    print(f"{n:3} {k:6} {s:6} {p:7} {d:8} {expected:9} {size:10}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import random

import matplotlib.pyplot as plt

random.seed(0)
counts = {"agree": 0, "raise": 0, "pooling": 0, "transposed": 0}
for _ in range(1000):
    n, k, p = (random.randint(*r) for r in ((1, 20), (1, 7), (0, 4)))
    s, d = random.randint(1, 4), random.randint(1, 3)
    x = torch.zeros(1, 1, n)
    size = output_size(n, k, s, p, d)
    conv = nn.Conv1d(1, 1, k, s, p, dilation=d)
    try:
        assert conv(x).shape[2] == size
        counts["agree"] += 1
    except RuntimeError:
        assert size < 1
        counts["raise"] += 1
    if size >= 1 and p <= k // 2:
        assert nn.MaxPool1d(k, s, p, d)(x).shape[2] == size
        rest = (n + 2 * p - d * (k - 1) - 1) % s
        if rest and size * s < n + p:  # starts before the right padding
            size += 1
        pool = nn.MaxPool1d(k, s, p, d, ceil_mode=True)
        assert pool(x).shape[2] == size
        counts["pooling"] += 1
    extra = random.randint(0, s - 1)  # output_padding
    size = (n - 1) * s - 2 * p + d * (k - 1) + extra + 1
    if size >= 1:
        up = nn.ConvTranspose1d(1, 1, k, s, p, extra, dilation=d)
        assert up(x).shape[2] == size
        counts["transposed"] += 1
print(counts)

fig, axes = plt.subplots(2, figsize=(5, 2.6))
for ax, n in zip(axes, (7, 8), strict=True):
    seen = torch.zeros(n)
    windows = output_size(n, kernel=3, stride=2)
    for i in range(windows):
        seen[2 * i : 2 * i + 3] = 1
        ax.plot(
            [2 * i - 0.4, 2 * i + 2.4],
            [0.8 + i % 2 / 4] * 2,
            "C0",
            lw=4,
        )
    ax.bar(range(n), 0.6, color=["C0" if v else "C1" for v in seen])
    ax.set_title(f"{n} pixels, {windows} windows of 3, stride 2")
    ax.set_xlim(-0.6, 7.6)
    ax.axis("off")
    unseen = int(n - seen.sum())
    print(f"{n} pixels: {windows} outputs, {unseen} unseen")
plt.show()
# --8<-- [end:evidence]
