# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
X = 2 * torch.randn(4, 6, 5, 5).double() + 3  # (N, C, H, W)
tokens = X.movedim(1, 3)  # channels last, as in a transformer


def normalize(X, dims):
    centered = X - X.mean(dims, keepdim=True)
    var = centered.square().mean(dims, keepdim=True)
    return centered / (var + 1e-5).sqrt()


batch, layer = nn.BatchNorm2d(6).double(), nn.LayerNorm(6).double()
pairs = X.view(4, 3, 2, 5, 5)  # 3 groups of 2 channels
group = normalize(pairs, (2, 3, 4)).view_as(X)
print("batch   ", torch.allclose(normalize(X, (0, 2, 3)), batch(X)))
print("layer   ", torch.allclose(normalize(tokens, 3), layer(tokens)))
print(
    "instance", torch.allclose(normalize(X, (2, 3)), F.instance_norm(X))
)
print("group   ", torch.allclose(group, F.group_norm(X, 3)))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rms = tokens / (tokens.square().mean(3, keepdim=True) + 1e-5).sqrt()
torch.testing.assert_close(rms, F.rms_norm(tokens, (6,), eps=1e-5))
centered = tokens - tokens.mean(3, keepdim=True)
centered_rms = F.rms_norm(centered, (6,), eps=1e-5)
one, all_six = F.group_norm(X, 1), F.group_norm(X, 6)
of_image = nn.LayerNorm((6, 5, 5)).double()(X)
of_token = layer(tokens).movedim(3, 1)
gaps = []
for name, left, right in (
    ("RMS of centered - LayerNorm", centered_rms, layer(tokens)),
    ("GroupNorm(C) - InstanceNorm", all_six, F.instance_norm(X)),
    ("GroupNorm(1) - LayerNorm((C, H, W))", one, of_image),
    ("GroupNorm(1) - LayerNorm(C)", one, of_token),
):
    gap = (left - right).abs().max()
    print(f"{name:36} at most {gap:.1f}")
    gaps.append(gap)
assert max(gaps[:3]) < 1e-12 and gaps[3] > 0.5

norms = {  # of inputs (image, channel, position)
    "Batch": nn.BatchNorm1d(4),
    "Layer: image": nn.LayerNorm((4, 4)),
    "Layer: token": lambda X: F.layer_norm(X.mT, (4,)).mT,
    "RMS: token": lambda X: F.rms_norm(X.mT, (4,)).mT,
    "Instance": nn.InstanceNorm1d(4),
    "Group": nn.GroupNorm(2, 4),
}
fig, axes = plt.subplots(2, 3, sharex=True, sharey=True)
for axis, (name, norm) in zip(axes.flat, norms.items(), strict=True):
    cells = torch.randn(3, 4, 4, requires_grad=True)
    norm(cells)[1, 0, 1].backward()  # what does one output depend on?
    together = cells.grad != 0
    print(f"{name:12} {together.sum():3} of 48 cells")
    axis.imshow(together.movedim(1, 0).flatten(1), cmap="Blues", vmax=2)
    axis.set(title=name, xticks=[3.5, 7.5], yticks=[])
    axis.grid(axis="x")
fig.supxlabel("position, in three images")
fig.supylabel("channel")
fig.suptitle("What one output depends on")
plt.show()
# --8<-- [end:evidence]
