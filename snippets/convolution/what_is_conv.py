# --8<-- [start:idea]
import torch
from sklearn.datasets import load_sample_image
from torch import nn

torch.manual_seed(0)
photo = torch.tensor(load_sample_image("china.jpg"))  # (427, 640, 3)
gray = photo[40:180, 250:450].double().mean(2) / 255
sobel = torch.tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]).double()

H, W = gray.shape
edges = torch.empty(H - 2, W - 2, dtype=torch.double)
for i in range(H - 2):
    for j in range(W - 2):
        edges[i, j] = (gray[i : i + 3, j : j + 3] * sobel).sum()

conv = nn.Conv2d(1, 1, kernel_size=3, bias=False).double()
with torch.no_grad():
    conv.weight.copy_(sobel)  # (out, in, height, width)
apart = (conv(gray[None, None])[0, 0] - edges).abs().max()
print(f"{H} x {W} pixels -> {H - 2} x {W - 2}, with 9 weights")
print(f"same as nn.Conv2d: {apart < 1e-10}")
# --8<-- [end:idea]
# --8<-- [start:channels]
image = torch.randn(3, 9, 9, dtype=torch.double)
conv = nn.Conv2d(3, 4, kernel_size=3).double()
expected = conv(image)
assert expected.shape == (4, 7, 7)
for o in range(4):
    for i in range(7):
        for j in range(7):
            window = image[:, i : i + 3, j : j + 3]  # all 3 channels
            value = (window * conv.weight[o]).sum() + conv.bias[o]
            assert abs(value - expected[o, i, j]) < 1e-10
print(f"weight {list(conv.weight.shape)}, bias {list(conv.bias.shape)}")
# --8<-- [end:channels]
# --8<-- [start:learned]
import matplotlib.pyplot as plt

patch = gray[None, None, :70, :100] - gray.mean()
target = edges[:68, :98]  # the picture of edges alone
for seed in range(5):
    torch.manual_seed(seed)
    conv = nn.Conv2d(1, 1, kernel_size=3).double()
    first = (conv.weight[0, 0] - sobel).abs().max().item()
    optimizer = torch.optim.Adam(conv.parameters(), lr=0.1)
    for _ in range(500):
        loss = (conv(patch)[0, 0] - target).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    last = (conv.weight[0, 0] - sobel).abs().max().item()
    print(f"seed {seed}: weights off by {first:.2f} at first, ", end="")
    print(f"below 0.1 at last: {last < 0.1}")
    assert last < 0.1

fig, axes = plt.subplots(3, figsize=(5, 8), layout="constrained")
axes[0].imshow(gray[::2, ::2], cmap="gray", interpolation="none")
axes[0].set_title("Input: 140 × 200 pixels")
axes[1].imshow(edges[::2, ::2], cmap="gray", interpolation="none")
axes[1].set_title("Output: bright where it gets lighter to the right")
axes[2].imshow(conv.weight[0, 0].detach(), cmap="gray")
for i in range(3):
    for j in range(3):
        value = conv.weight[0, 0, i, j].item()
        box = {"facecolor": "white", "edgecolor": "none"}
        axes[2].text(j, i, f"{value:z.2f}", ha="center", bbox=box)
axes[2].set_title("The kernel, learned from these two")
for ax in axes:
    ax.axis("off")
plt.show()
# --8<-- [end:learned]
