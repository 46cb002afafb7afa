# --8<-- [start:helper]
from collections.abc import Sequence

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_sample_image
from torch import nn


def normalize(
    image: torch.Tensor, mean: Sequence[float], std: Sequence[float]
) -> torch.Tensor:
    """(image - mean) / std by channel, as `transforms.Normalize`.

    `image` is (…, channels, height, width), usually from 0 to 1;
    `mean` and `std` have one number a channel. Nothing is clipped.
    Raises TypeError for whole numbers, such as bytes, 0 to 255.
    """
    if not image.is_floating_point():
        raise TypeError("make it a float tensor from 0 to 1 first")
    mean, std = torch.tensor([mean, std]).to(image)[..., None, None]
    return (image - mean) / std


# --8<-- [end:helper]
# --8<-- [start:use]
torch.set_default_dtype(torch.double)
mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # ImageNet's
photo = torch.tensor(load_sample_image("china.jpg"))  # (427, 640, 3)
photo = photo.permute(2, 0, 1) / 255.0
before = nn.functional.adaptive_avg_pool2d(photo, (40, 60))
after = normalize(before, mean, std)
undo = [-m / s for m, s in zip(mean, std, strict=True)]
undo = undo, [1 / s for s in std]
back, clipped = normalize(after, *undo), after.clamp(0, 1)

print("               red green  blue")
for name, image in (("before", before), ("after", after)):
    for of in ("amin", "amax", "mean", "std"):
        row = getattr(image, of)(dim=(1, 2))
        print(f"{name:6} {of:6}" + "".join(f"{v:6.2f}" for v in row))
lost = (clipped != after).double().mean()
print(f"outside 0 to 1 after: {lost:.0%} of the values")

torch.testing.assert_close(back, before)
clipped_back = normalize(clipped, *undo)
assert lost > 0.8 and (clipped_back - before).abs().mean() > 0.1
norm = nn.BatchNorm2d(3, eps=1e-12).eval()
norm.running_mean = torch.tensor(mean)
norm.running_var = torch.tensor(std) ** 2
torch.testing.assert_close(norm(before[None])[0], after)

figure, axes = plt.subplots(1, 3, figsize=(5.4, 1.9))
panels = {"before": before, "after": after, "back": back}
for ax, (name, image) in zip(axes, panels.items(), strict=True):
    ax.imshow(image.permute(1, 2, 0).clamp(0, 1), interpolation="none")
    ax.set(title=name, xticks=[], yticks=[])
figure.suptitle("Only the display clips, not the tensor")
plt.show()
# --8<-- [end:use]
