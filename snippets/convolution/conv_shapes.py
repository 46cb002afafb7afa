# --8<-- [start:idea]
import torch
from sklearn.datasets import load_sample_image
from torch import nn

torch.manual_seed(0)
photo = torch.tensor(load_sample_image("china.jpg")).float() / 255
conv = nn.Conv2d(3, 16, kernel_size=3)
print("photo           ", list(photo.shape))

image = photo.permute(2, 0, 1)  # channels first
batch = image[None]  # (1, 3, 427, 640)
print("permute, [None] ", list(batch.shape))
print("output          ", list(conv(batch).shape))

wrong = photo.view(3, 427, 640)  # fits, and is not the photograph
print("view            ", list(conv(wrong[None]).shape), "in silence")
print("same pixels?    ", torch.equal(wrong, image))
# --8<-- [end:idea]
# --8<-- [start:errors]
assert torch.equal(image[:, 5, 7], photo[5, 7])  # one pixel's colors
assert not torch.equal(wrong[:, 5, 7], photo[5, 7])
pixels = (photo * 255).byte().permute(2, 0, 1)
gray = torch.rand(8, 28, 28)  # a batch without a channel axis
flat = torch.rand(8, 784)
signal = torch.rand(8, 100, 4)  # (batch, time, channel)
small = torch.rand(2, 1, 5, 5)
body = nn.Sequential(nn.Conv2d(1, 16, 3), nn.Flatten())
features = body(small).shape[1]  # a dry run counts them
print(f"features after flatten: {features}")
too_many = nn.Sequential(body, nn.Linear(256, 10))
right = nn.Sequential(body, nn.Linear(features, 10))
conv1, conv3 = nn.Conv2d(1, 16, 3), nn.Conv1d(4, 8, 3)
norm = nn.BatchNorm2d(3)
for name, layer, wrong_input, right_layer, mended in [
    ("bytes", conv, pixels, conv, pixels.float() / 255),
    ("no channel axis", conv1, gray, conv1, gray[:, None]),
    ("flat", conv1, flat, conv1, flat.unflatten(1, (1, 28, 28))),
    ("one image", norm, image, norm, batch),
    ("time first", conv3, signal, conv3, signal.mT),
    ("linear layer", too_many, small, right, small),
]:
    try:
        layer(wrong_input)
    except (RuntimeError, ValueError) as error:
        print(f"{name}:\n   {error}")
        output = right_layer(mended)
        print(f"   mended: {list(output.shape)}")
try:
    nn.Conv2d(3, 16, kernel_size=3, groups=2)
except ValueError as error:
    print(f"groups:\n   {error}")
one = conv1(torch.rand(1, 8, 8))  # no batch axis: one image
print(f"accepted as one image: (1, 8, 8) -> {tuple(one.shape)}")
# --8<-- [end:errors]
# --8<-- [start:picture]
import matplotlib.pyplot as plt

fig, axes = plt.subplots(2, figsize=(4, 6), layout="constrained")
raw = {"interpolation": "none"}  # pixels as they are: a small file
axes[0].imshow(image.permute(1, 2, 0)[::8, ::8], **raw)
axes[0].set_title("permute(2, 0, 1): the photograph")
axes[1].imshow(wrong.permute(1, 2, 0)[::8, ::8], **raw)
axes[1].set_title("view(3, 427, 640): scrambled")
for ax in axes:
    ax.axis("off")
plt.show()
# --8<-- [end:picture]
