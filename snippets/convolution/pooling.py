# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)

image = torch.tensor(
    [[1.0, 2, 0, 4], [5, 3, 1, 0], [0, 0, 7, 7], [0, 0, 7, 7]]
)
image.requires_grad_()
for pool in (nn.MaxPool2d(2), nn.AvgPool2d(2)):
    image.grad = None
    output = pool(image[None])[0]
    output.sum().backward()
    print(f"{pool.__class__.__name__}: {output.tolist()}, gradient")
    for row in image.grad.tolist():
        print("  ", row)
# --8<-- [end:idea]
# --8<-- [start:scratch]
x = torch.randn(8, 8, dtype=torch.double, requires_grad=True)
upstream = torch.randn(4, 4).double()  # d loss / d output
for pool in (nn.MaxPool2d(2), nn.AvgPool2d(2)):
    expected = torch.zeros(8, 8).double()
    for i in range(4):
        for j in range(4):
            rows, columns = (
                slice(2 * i, 2 * i + 2),
                slice(2 * j, 2 * j + 2),
            )
            window = x.detach()[rows, columns]
            share = torch.full((2, 2), 0.25).double()
            if isinstance(pool, nn.MaxPool2d):
                share = (window == window.max()).double()
            expected[rows, columns] = share * upstream[i, j]
    x.grad = None
    pool(x[None])[0].backward(upstream)
    assert (x.grad - expected).abs().max() < 1e-10
print("gradients by hand are PyTorch's")

ties = torch.full((1, 2, 2), 5.0, requires_grad=True)
for name, function in {
    "MaxPool2d": nn.MaxPool2d(2),
    "amax": torch.amax,
}.items():
    ties.grad = None
    function(ties).sum().backward()
    print(f"four equal pixels, {name}: {ties.grad.flatten().tolist()}")
ones = torch.ones(1, 2, 2)
corner = nn.AvgPool2d(2, padding=1)(ones)[0, 0, 0]
without = nn.AvgPool2d(2, padding=1, count_include_pad=False)
print(f"average of ones at a padded corner: {corner}, ", end="")
print(f"count_include_pad=False: {without(ones)[0, 0, 0]}")
# --8<-- [end:scratch]
