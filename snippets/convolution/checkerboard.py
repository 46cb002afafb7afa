# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
print("how many windows reach each output pixel, stride 2")
for k in (2, 3, 4, 5, 6):
    up = nn.ConvTranspose1d(1, 1, k, stride=2, bias=False)
    nn.init.ones_(up.weight)
    covered = up(torch.ones(1, 20))[0, 10:18]
    row = "  ".join(f"{v:.0f}" for v in covered)
    print(f"kernel {k}: {row}")
# --8<-- [end:idea]
# --8<-- [start:transpose]
conv = nn.Conv2d(1, 1, 3, stride=2, bias=False).double()
up = nn.ConvTranspose2d(1, 1, 3, stride=2, bias=False).double()
up.load_state_dict(conv.state_dict())
x = torch.randn(1, 1, 9, 9).double()
y = torch.randn(1, 1, 4, 4).double()
apart = ((conv(x) * y).sum() - (x * up(y)).sum()).abs()
print(f"transposed: <A x, y> = <x, A' y> is {apart < 1e-10}")
back = (up(conv(x)) - x).abs().max()
print(f"inverse: undoing conv is {back < 1e-10}")
assert apart < 1e-10 < back
# --8<-- [end:transpose]
# --8<-- [start:train]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X = torch.tensor(load_digits().images / 16).float()[:, None]
small = nn.functional.avg_pool2d(X, 2)  # (1797, 1, 4, 4)


def build(name):
    if name == "resize, conv":
        up = nn.Sequential(
            nn.Upsample(scale_factor=2), nn.Conv2d(8, 1, 3, padding=1)
        )
    elif name == "pixel shuffle":
        up = nn.Sequential(
            nn.Conv2d(8, 4, 3, padding=1), nn.PixelShuffle(2)
        )
    else:
        k = int(name[-1])  # the size doubles with either kernel
        up = nn.ConvTranspose2d(8, 1, k, 2, 1, output_padding=4 - k)
    return nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), up)


gray = torch.full((1, 1, 12, 12), 0.5)
fig, axes = plt.subplots(1, 4, figsize=(7, 2.2))
print("trained to enlarge digits (3 seeds)  ripple on flat gray")
names = ("kernel 3", "kernel 4", "pixel shuffle", "resize, conv")
for ax, name in zip(axes, names, strict=True):
    ripples = []
    for seed in range(3):
        torch.manual_seed(seed)
        model = build(name)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(120):
            rows = torch.randint(1797, (64,))
            loss = (model(small[rows]) - X[rows]).square().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            inside = model(gray)[0, 0, 6:-6, 6:-6]
        ripples.append(inside.std().item())
    low, high = min(ripples), max(ripples)
    print(f"{name:14} loss {loss:.3f}  {low:.2f} to {high:.2f}")
    assert (high < 1e-6) == (name == "resize, conv")
    assert high < 1e-6 or low > 0.005
    ax.imshow(inside, cmap="gray", vmin=0, vmax=1)
    ax.set_title(name)
    ax.axis("off")
plt.show()
# --8<-- [end:train]
