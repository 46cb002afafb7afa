# --8<-- [start:idea]
import torch
from torch import nn


def correlate(x, kernel):
    """Multiply and add in every place: no flip."""
    k = len(kernel)
    return [int(x[i : i + k] @ kernel) for i in range(len(x) - k + 1)]


signal = torch.tensor([1.0, 2, 3, 4, 5])
kernel = torch.tensor([1.0, 0, -1])
torch.manual_seed(0)
conv = nn.Conv1d(1, 1, kernel_size=3, bias=False)
with torch.no_grad():
    conv.weight.copy_(kernel)

print("nn.Conv1d        ", conv(signal[None])[0].int().tolist())
print("cross-correlation", correlate(signal, kernel))
print("convolution      ", correlate(signal, kernel.flip(0)))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from scipy.signal import convolve2d, correlate2d
from torch.nn.functional import conv2d

image = torch.randn(9, 9, dtype=torch.double, requires_grad=True)
weight = torch.randn(3, 3, dtype=torch.double, requires_grad=True)
output = conv2d(image[None, None], weight[None, None])[0, 0]
upstream = torch.randn(7, 7, dtype=torch.double)  # d loss / d output
output.backward(upstream)

x, w, up = image.detach(), weight.detach(), upstream
pairs = {
    "forward is correlate2d": (output, correlate2d(x, w, "valid")),
    "forward is convolve2d": (output, convolve2d(x, w, "valid")),
    "  with the kernel turned": (
        output,
        convolve2d(x, w.flip(0, 1), "valid"),
    ),
    "d input is convolve2d": (image.grad, convolve2d(up, w, "full")),
    "d weight is correlate2d": (
        weight.grad,
        correlate2d(x, up, "valid"),
    ),
}
same = {}
for name, (ours, scipys) in pairs.items():
    expected = torch.from_numpy(scipys)
    same[name] = torch.allclose(ours, expected, rtol=0, atol=1e-10)
    print(f"{name:25} {same[name]}")
assert list(same.values()) == [True, False, True, True, True]

letter = ["###", "#..", "##.", "#.."]
F = torch.tensor([[c == "#" for c in row] for row in letter]).double()
point = torch.zeros(8, 7).double()
point[4, 3] = 1
panels = {
    "kernel": nn.functional.pad(F, (2, 2, 2, 2)),
    "nn.Conv2d": correlate2d(point, F, "same"),
    "convolution": convolve2d(point, F, "same"),
}
upright = torch.from_numpy(panels["convolution"])[3:7, 2:5]
turned = torch.from_numpy(panels["nn.Conv2d"])[2:6, 2:5]
assert torch.equal(upright, F) and torch.equal(turned, F.rot90(2))
fig, axes = plt.subplots(1, 3, figsize=(6, 3))
for ax, (name, panel) in zip(axes, panels.items(), strict=True):
    ax.imshow(panel, cmap="gray")
    ax.set_title(name)
    ax.axis("off")
fig.suptitle("What each makes of one bright pixel")
plt.show()
# --8<-- [end:evidence]
