import torch
from torch import nn

torch.manual_seed(0)
raised = 0
for layer, n in [
    (nn.Conv2d(1, 1, kernel_size=5), 4),
    (nn.MaxPool2d(2), 1),
    (nn.MaxPool2d(2, padding=2), 8),
]:
    try:
        layer(torch.zeros(1, n, n))
    except RuntimeError as error:
        raised += 1
        print(f"{layer} on {n} x {n}:\n    {error}")
for stride in (1, 2):
    try:
        conv = nn.Conv2d(1, 1, 3, stride, padding="same")
        print(f"{conv}:\n    fine")
    except ValueError as error:
        raised += 1
        print(f"stride {stride}, padding 'same':\n    {error}")
assert raised == 4
