# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
image = torch.randn(1, 1, 16, 16).double()


def off(layer, move):
    """Output of the moved image against the moved output."""
    return (layer(move(image)) - move(layer(image))).abs().max().item()


def shift(x):
    return x.roll(1, 3)  # to the right, and around the edge


for mode in ("circular", "zeros", "reflect"):
    conv = nn.Conv2d(1, 1, 3, padding=1, padding_mode=mode).double()
    print(f"{mode:8} padding: off by {off(conv, shift):.2f}")
# --8<-- [end:idea]
# --8<-- [start:breaks]
conv = nn.Conv2d(1, 1, 3, padding=1, padding_mode="circular").double()
zeros = nn.Conv2d(1, 1, 3, padding=1).double()
gap = (zeros(shift(image)) - shift(zeros(image))).abs()[0, 0]
print(f"zero padding, columns 2 to 14 alone: {gap[:, 2:-1].max():.2f}")
assert off(conv, shift) < 1e-12 and gap[:, 2:-1].max() < 1e-12
assert off(zeros, shift) > 1e-3

half = nn.MaxPool2d(2)
two = half(conv(image.roll(2, 3))) - half(conv(image)).roll(1, 3)
print(f"pool of 2, image shifted by 2: off by {two.abs().max():.2f}")
one = half(conv(shift(image)))
fits = [half(conv(image)).roll(k, 3) - one for k in range(8)]
best = min(f.abs().max() for f in fits)
print(f"pool of 2, image shifted by 1: at best {best:.2f} off")
assert two.abs().max() < 1e-12 and best > 1e-3


def mirror(x):
    return x.flip(3)


def turn(x):
    return x.rot90(1, (2, 3))  # by 90 degrees


for move in (mirror, turn):
    print(f"{move.__name__} the image: off by {off(conv, move):.2f}")
    assert off(conv, move) > 1e-3
# --8<-- [end:breaks]
# --8<-- [start:position]
import matplotlib.pyplot as plt

blank = torch.ones(1, 1, 16, 16).double()
fig, axes = plt.subplots(2, 3, figsize=(6, 4.4))
for row, mode in zip(axes, ("zeros", "circular"), strict=True):
    for ax, depth in zip(row, (1, 3, 6), strict=True):
        torch.manual_seed(0)
        layers = [nn.Conv2d(1, 8, 3, padding=1, padding_mode=mode)]
        for _ in range(depth - 1):
            layers += [nn.Tanh()]
            layers += [nn.Conv2d(8, 8, 3, padding=1, padding_mode=mode)]
        with torch.no_grad():
            out = nn.Sequential(*layers).double()(blank)[0]
        middle = out[:, 8:9, 8:9]
        differs = ((out - middle).abs() > 1e-10).any(0)
        share = differs.double().mean().item()
        border = 1 - (16 - 2 * depth) ** 2 / 16**2
        assert share == (border if mode == "zeros" else 0)
        print(f"{mode:8} {depth} layers: {share:4.0%} of pixels differ")
        ax.imshow(differs, cmap="gray", vmin=0, vmax=1.3)
        ax.set_title(f"{mode}, depth {depth}")
        ax.axis("off")
plt.show()
# --8<-- [end:position]
