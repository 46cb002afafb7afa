import torch
from torch import nn

torch.manual_seed(0)
for text, layer, n in [
    ("kernel 5", nn.Conv2d(1, 1, 5), 4),
    ("pool 2", nn.MaxPool2d(2), 1),
    ("pool 2, padding 2", nn.MaxPool2d(2, padding=2), 8),
]:
    try:
        layer(torch.zeros(1, n, n))
    except RuntimeError as error:
        print(f"{text}, {n} x {n}:\n    {error}")
try:
    nn.Conv2d(1, 1, 3, stride=2, padding="same")
except ValueError as error:
    print(f"stride 2:\n    {error}")
