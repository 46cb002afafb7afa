# --8<-- [start:idea]
import torch
from torch import nn


@torch.no_grad()
def fold(conv: nn.Conv2d, norm: nn.BatchNorm2d) -> None:
    """Put `norm`, in eval mode, into the weights and bias of `conv`."""
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    bias = 0 if conv.bias is None else conv.bias
    conv.weight *= scale[:, None, None, None]
    shift = norm.bias + (bias - norm.running_mean) * scale
    conv.bias = nn.Parameter(shift)


torch.manual_seed(0)
images = torch.rand(8, 3, 16, 16)
conv, norm = nn.Conv2d(3, 6, 3, bias=False), nn.BatchNorm2d(6)
norm(conv(images))  # training mode: moves the running statistics
norm.eval()
outputs = norm(conv(images))
print("before:", torch.allclose(conv(images), outputs, atol=1e-5))
fold(conv, norm)
print("folded:", torch.allclose(conv(images), outputs, atol=1e-5))
print("shape: ", tuple(outputs.shape))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

from sklearn.datasets import load_digits
from torch.nn.utils.fusion import fuse_conv_bn_eval

X = torch.tensor(load_digits().images / 16)[:, None]
model = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1),
    nn.BatchNorm2d(16),
    nn.ReLU(),
    nn.Conv2d(16, 32, 3, stride=2, groups=4, bias=False),
    nn.BatchNorm2d(32),
    nn.ReLU(),
).double()
for parameter in (*model[1].parameters(), *model[4].parameters()):
    nn.init.normal_(parameter)  # as if trained
model(X)  # moves the running statistics
model.eval()

folded = nn.Sequential()
for conv, norm in (model[:2], model[3:5]):
    ours = copy.deepcopy(conv)
    fold(ours, norm)
    theirs = fuse_conv_bn_eval(conv, norm)
    assert torch.allclose(ours.weight, theirs.weight)
    assert torch.allclose(ours.bias, theirs.bias)
    folded.extend([ours, nn.ReLU()])
for name, network in (("before", model), ("folded", folded)):
    size = sum(
        values.numel() for values in network.state_dict().values()
    )
    print(f"{name}: {len(network)} modules, {size} numbers")
for dtype, limit in ((torch.float64, 1e-13), (torch.float32, 1e-6)):
    outputs = model.to(dtype)(X.to(dtype))
    gap = (folded.to(dtype)(X.to(dtype)) - outputs).abs().max()
    assert gap < limit * outputs.abs().max()
    shape = tuple(outputs.shape)
    print(f"{dtype}: {shape}, equal to {limit:.0e} of the largest")
# --8<-- [end:evidence]
