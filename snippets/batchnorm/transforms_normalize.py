# --8<-- [start:idea]
import torch
from sklearn.datasets import load_sample_image


def normalize(image, mean, std):
    """As transforms.Normalize: float images (..., 3, H, W), 0 to 1."""
    mean = torch.tensor(mean).to(image)[:, None, None]
    std = torch.tensor(std).to(image)[:, None, None]
    return (image - mean) / std


mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # ImageNet's
photo = torch.tensor(load_sample_image("china.jpg"))  # (427, 640, 3)
image = photo.permute(2, 0, 1).double() / 255
z = normalize(image, mean, std)
back = z * torch.tensor(std)[:, None, None]
back += torch.tensor(mean)[:, None, None]
for name, values in (("image", image), ("normalized", z)):
    low, high = values.aminmax()
    print(f"{name:10} from {low:5.2f} to {high:.2f}")
print("there and back:", torch.allclose(back, image))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch import nn

small = nn.functional.adaptive_avg_pool2d(image, (40, 60))
z = normalize(small, mean, std)
undo = [-m / s for m, s in zip(mean, std, strict=True)]
undo = undo, [1 / s for s in std]
back, clipped = normalize(z, *undo), z.clamp(0, 1)
torch.testing.assert_close(back, small)
outside = (clipped != z).double().mean()
off = (normalize(clipped, *undo) - small).abs().mean()
print(f"outside 0 to 1 after: {outside:.0%} of the values")
print(f"clipped, then undone: off by {off:.2f} on average")
assert outside > 0.8 and off > 0.1
for name, values in (("mean", z.mean((1, 2))), ("std", z.std((1, 2)))):
    print(f"{name:4} of red, green, blue after:", end="")
    print("".join(f"{value:6.2f}" for value in values))

norm = nn.BatchNorm2d(3, eps=1e-12).double().eval()
norm.running_mean.copy_(torch.tensor(mean))
norm.running_var.copy_(torch.tensor(std) ** 2)
torch.testing.assert_close(norm(small[None])[0], z)

figure, axes = plt.subplots(1, 3, figsize=(5.4, 1.9))
panels = {"before": small, "after": z, "back": back}
for ax, (name, image) in zip(axes, panels.items(), strict=True):
    ax.imshow(image.permute(1, 2, 0).clamp(0, 1), interpolation="none")
    ax.set(title=name, xticks=[], yticks=[])
figure.suptitle("Only the display clips, not the tensor")
plt.show()
# --8<-- [end:evidence]
