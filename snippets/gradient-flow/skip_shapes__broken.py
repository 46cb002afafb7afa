import torch
from torch import nn

torch.manual_seed(0)
block = nn.Conv2d(16, 32, 3, stride=2, padding=1)
x = torch.rand(8, 16, 28, 28)  # (batch, channels, height, width)
print(f"block: {tuple(block(x).shape)}, skip: {tuple(x.shape)}")
x + block(x)
