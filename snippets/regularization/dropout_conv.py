import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_sample_image
from torch import nn

photo = torch.tensor(load_sample_image("flower.jpg") / 255).float()
image = photo[100:300, 200:400].permute(2, 0, 1)[None]
dropout, dropout2d = nn.Dropout(0.5), nn.Dropout2d(0.5)


def restore(maps, kept):
    """Fill what was dropped with the mean of its 3 x 3 neighbors."""
    total = nn.functional.avg_pool2d(maps * kept, 3, 1, 1)
    count = nn.functional.avg_pool2d(kept.float(), 3, 1, 1)
    mean = maps.mean((2, 3), keepdim=True)  # where none was kept
    guess = torch.where(count > 0, total / count, mean)
    lost = ~kept
    error = (guess - maps)[lost].square().mean()
    return guess, 1 - error / (mean - maps)[lost].square().mean()


shown, explained = [], []
for seed in range(5):
    torch.manual_seed(seed)
    maps = torch.relu(nn.Conv2d(3, 16, 3)(image)).detach()
    order = torch.randperm(198 * 198)
    mixed = maps.flatten(2)[:, :, order].view_as(maps)
    row = []
    kinds = (dropout, maps), (dropout, mixed), (dropout2d, maps)
    for layer, inputs in kinds:
        kept = layer(torch.ones_like(inputs)) > 0
        guess, share = restore(inputs, kept)
        row.append(share)
        shown.append((inputs * kept, guess, kept))
    explained.append(row)
explained = torch.tensor(explained)  # (seed, kind)
names = "Dropout", "Dropout, pixels shuffled", "Dropout2d"
print("variance of the lost values that neighbors explain, 5 seeds")
for name, shares in zip(names, explained.T, strict=True):
    print(f"{name:25} {shares.min():5.2f} to {shares.max():5.2f}")
assert explained[:, 0].min() > 0.3 and explained[:, 0].mean() > 0.5
assert explained[:, 1:].max() < 0.05

fig, axes = plt.subplots(2, 3, layout="constrained")
for k, kind in enumerate((-3, -1)):  # of the last seed
    after, guess, kept = shown[kind]
    lost = 1 - kept.float().mean((2, 3))
    channel = (lost * maps.var((2, 3))).argmax()  # dropped, not flat
    for ax, t in zip(axes[k], (maps, after, guess), strict=True):
        ax.imshow(t[0, channel, 88:112, 88:112], cmap="Blues")
        ax.set(xticks=[], yticks=[])
    axes[k, 0].set(ylabel=names[2 * k])
for ax, title in zip(
    axes[0], ("map", "after", "restored"), strict=True
):
    ax.set_title(title)
fig.suptitle("Neighbors restore single values, not maps")
plt.show()
