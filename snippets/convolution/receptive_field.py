# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)


def receptive_field(layers, size=201):
    """Pixels along an axis that the middle output depends on."""
    model = nn.Sequential(*layers)
    for p in model.parameters():
        nn.init.ones_(p)  # so that nothing cancels out
    x = torch.ones(1, 1, size, requires_grad=True)
    y = model(x)
    y[0, 0, y.shape[2] // 2].backward()
    seen = x.grad[0, 0].nonzero()[:, 0]
    return int(seen[-1] - seen[0]) + 1


def conv(stride=1, dilation=1):
    return nn.Conv1d(1, 1, 3, stride, dilation=dilation)


print("ten 3-convs     ", receptive_field([conv() for _ in range(10)]))
print("four, stride 2  ", receptive_field([conv(2) for _ in range(4)]))
print(
    "dilation 1, 2, 4", receptive_field([conv(1, d) for d in (1, 2, 4)])
)
# --8<-- [end:idea]
# --8<-- [start:formula]
import random

random.seed(0)
for _ in range(200):
    layers, width, jump = [], 1, 1
    for _ in range(random.randint(1, 5)):
        k, s, d = (random.randint(1, high) for high in (4, 2, 3))
        pool = d == 1 and random.random() < 0.3
        conv1d = nn.Conv1d(1, 1, k, s, dilation=d)
        layers.append(nn.AvgPool1d(k, s) if pool else conv1d)
        width += (k - 1) * d * jump
        jump *= s
    assert receptive_field(layers, size=401) == width
print("the formula is right for 200 random stacks")
# --8<-- [end:formula]
# --8<-- [start:effective]
import matplotlib.pyplot as plt

fig, axes = plt.subplots(1, 3, figsize=(6, 2.4))
print("depth  field  pixels with 95 % of the gradient (10 seeds)")
for ax, depth in zip(axes, (5, 10, 20), strict=True):
    size = 2 * depth + 1  # the whole field
    total = torch.zeros(size, size)
    widths = []
    for seed in range(10):
        torch.manual_seed(seed)
        layers = []
        for k in range(depth):
            layer = nn.Conv2d(8 if k else 1, 8, 3, bias=False)
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            layers += [nn.ReLU(), layer] if k else [layer]
        x = torch.randn(1, 1, size, size, requires_grad=True)
        nn.Sequential(*layers)(x).sum().backward()
        energy = x.grad[0, 0].square()
        energy = energy / energy.sum()
        total += energy / 10
        for r in range(depth + 1):
            inner = slice(depth - r, depth + r + 1)
            if energy[inner, inner].sum() >= 0.95:
                break
        widths.append(2 * r + 1)
    mean, low, high = sum(widths) / 10, min(widths), max(widths)
    print(f"{depth:5}  {size:5}  {mean:.1f} ({low} to {high})")
    assert mean < 0.9 * size
    if depth == 20:
        assert mean < size / 2
    ax.imshow(total.sqrt(), cmap="gray")
    ax.set_title(f"depth {depth}: {size} pixels")
    ax.axis("off")
plt.show()
# --8<-- [end:effective]
