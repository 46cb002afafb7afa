# --8<-- [start:idea]
import torch
from sklearn.datasets import load_sample_image
from torch import nn
from torch.nn.functional import avg_pool2d

torch.manual_seed(0)
photo = torch.tensor(load_sample_image("flower.jpg") / 255).float()
image = photo[100:300, 200:400].permute(2, 0, 1)[None]
maps = nn.Conv2d(3, 16, 3)(image).relu().detach()
kept = nn.Dropout(0.5)(torch.ones_like(maps)) > 0
# Guess a dropped value: the mean of what is left of its 3 x 3 field
count = avg_pool2d(kept.float(), 3, 1, 1)
guess = avg_pool2d(maps * kept, 3, 1, 1) / count
off = maps - maps.mean((2, 3), keepdim=True)
lost = ~kept & (count > 0)
left = (guess - maps)[lost].square().sum() / off[lost].square().sum()
print(f"the neighbors explain {1 - left:.0%} of what was lost")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def restore(maps, kept):
    """Dropped values guessed from neighbors; share explained."""
    count = avg_pool2d(kept.float(), 3, 1, 1)
    guess = avg_pool2d(maps * kept, 3, 1, 1) / count
    mean = maps.mean((2, 3), keepdim=True)  # where none is left
    guess = torch.where(count > 0, guess, mean)
    left = (guess - maps)[~kept].square().sum()
    return guess, 1 - left / (mean - maps)[~kept].square().sum()


shares = {"Dropout": [], "pixels shuffled": [], "Dropout2d": []}
for seed in range(5):
    torch.manual_seed(seed)
    maps = nn.Conv2d(3, 16, 3)(image).relu().detach()
    order = torch.randperm(198 * 198)
    mixed = maps.flatten(2)[:, :, order].view_as(maps)
    kept = nn.Dropout(0.5)(torch.ones_like(maps)) > 0
    whole = nn.Dropout2d(0.5)(torch.ones_like(maps)) > 0
    single, share = restore(maps, kept)
    shares["Dropout"].append(share)
    shares["pixels shuffled"].append(restore(mixed, kept)[1])
    blank, share = restore(maps, whole)
    shares["Dropout2d"].append(share)
print("share explained, 5 seeds")
for name, of_seeds in shares.items():
    print(f"{name:16} {min(of_seeds):5.2f} to {max(of_seeds):5.2f}")
assert min(shares["Dropout"]) > 0.3
assert max(shares["pixels shuffled"] + shares["Dropout2d"]) < 0.05

fig, axes = plt.subplots(2, 3, layout="constrained")
dropped = ~whole[0, :, 0, 0]  # channels that Dropout2d drops
k = (maps[0].var((1, 2)) * dropped).argmax()
rows = ("Dropout", kept, single), ("Dropout2d", whole, blank)
for row, (name, mask, guess) in zip(axes, rows, strict=True):
    for ax, shown in zip(row, (maps, maps * mask, guess), strict=True):
        ax.imshow(shown[0, k, 88:112, 88:112].numpy(), cmap="Blues")
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(name)
for ax, title in zip(
    axes[0], ("map", "after", "restored"), strict=True
):
    ax.set_title(title)
fig.suptitle("Neighbors restore single values, not maps")
plt.show()
# --8<-- [end:evidence]
