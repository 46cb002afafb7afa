# --8<-- [start:helper]
import copy

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


@torch.no_grad()
def fold_batchnorm(conv: nn.Conv2d, norm: nn.BatchNorm2d) -> nn.Conv2d:
    """One convolution that computes `norm(conv(x))` in eval mode.

    The new layer takes over stride, padding, dilation and groups,
    has a bias, and does not learn. `conv` and `norm` stay.

    Raises: ValueError if `norm` is in training mode, has no
        running statistics, or not the channels of `conv`.
    """
    if norm.training or norm.running_var is None:
        raise ValueError("running statistics and eval mode needed")
    if norm.num_features != conv.out_channels:
        raise ValueError("norm has other channels than conv")
    scale = (norm.running_var + norm.eps).rsqrt()  # (channels,)
    shift = -norm.running_mean * scale
    if norm.affine:
        scale *= norm.weight
        shift = shift * norm.weight + norm.bias
    if conv.bias is not None:
        shift += conv.bias * scale
    folded = copy.deepcopy(conv)
    folded.weight *= scale[:, None, None, None]
    folded.bias = nn.Parameter(shift)
    return folded.requires_grad_(False)


# --8<-- [end:helper]
# --8<-- [start:use]
torch.manual_seed(0)
X = torch.tensor(load_digits().images / 16)[:, None]
model = nn.Sequential(
    *(nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU()),
    nn.Conv2d(16, 32, 3, stride=2, groups=4, bias=False),
    *(nn.BatchNorm2d(32, affine=False), nn.ReLU()),
).double()
_ = [nn.init.normal_(each) for each in model[1].parameters()]
model(X)  # moves the running statistics
model.eval()

one, two = fold_batchnorm(*model[:2]), fold_batchnorm(*model[3:5])
folded = nn.Sequential(one, nn.ReLU(), two, nn.ReLU())
for conv, pair in (one, model[:2]), (two, model[3:5]):
    for name, wanted in fuse_conv_bn_eval(*pair).named_parameters():
        assert (getattr(conv, name) - wanted).abs().max() < 1e-13

for net in model, folded:
    count = sum(state.numel() for state in net.state_dict().values())
    shape = list(net(X[:1]).shape)
    print(f"{len(net)} modules, {count} numbers, output {shape}")
for dtype, limit in (torch.float64, 1e-13), (torch.float32, 1e-6):
    wanted = model.to(dtype)(X.to(dtype))
    difference = (folded.to(dtype)(X.to(dtype)) - wanted).abs()
    assert difference.max() < limit * wanted.abs().max()
    print(f"{dtype}: equal to {limit:.0e} of the largest output")

wrong = nn.BatchNorm2d(16), nn.BatchNorm2d(32).eval()
for norm in (
    *wrong,
    nn.BatchNorm2d(16, track_running_stats=False).eval(),
):
    try:
        fold_batchnorm(one, norm)
    except ValueError as error:
        print("ValueError:", error)
# --8<-- [end:use]
