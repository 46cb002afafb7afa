# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(8, 6, 10, 10)  # (N, C, H, W)
norm, relu, drop = nn.BatchNorm2d(6), nn.ReLU(), nn.Dropout(0.5)
max_pool, mean_pool = nn.MaxPool2d(2), nn.AvgPool2d(2)
for one, other in (
    (relu, max_pool),
    (relu, drop),
    (relu, mean_pool),
    (norm, relu),
    (norm, max_pool),
    (drop, max_pool),
):
    torch.manual_seed(1)  # drop the same values both times
    outputs = other(one(X))
    torch.manual_seed(1)
    gap = (one(other(X)) - outputs).abs().max()
    print(f"{one._get_name():11} {other._get_name():9} {gap:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
inputs = torch.randn(8, 3, 12, 12, requires_grad=True)
conv = nn.Conv2d(3, 6, 3, bias=False)
gradients = []
for block in (
    nn.Sequential(conv, norm, relu, max_pool),
    nn.Sequential(conv, norm, max_pool, relu),
):
    inputs.grad = None
    block(inputs).square().sum().backward()
    gradients.append(inputs.grad)
print("ReLU before and after max pooling:")
gap = (gradients[0] - gradients[1]).abs().max()
print(f"gradients differ by {gap:.2f}")
assert gap < 1e-5 and gradients[0].abs().max() > 0.1

norm.eval()
print("in evaluation mode, batch norm and")
for gamma in (1, -1):
    nn.init.constant_(norm.weight, gamma)
    for pool in (max_pool, mean_pool):
        gap = (norm(pool(X)) - pool(norm(X))).abs().max()
        print(f"{pool._get_name():9}  gamma {gamma:2}: {gap:.2f}")
        if pool is max_pool and gamma < 0:
            assert gap > 1
        else:
            assert gap < 1e-5
# --8<-- [end:evidence]
