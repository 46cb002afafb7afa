import torch
from torch import nn

torch.manual_seed(0)
images = torch.rand(4, 32, 48, 3)  # height, width, channels
print("the weight's shape:", *nn.Conv2d(3, 8, 5).weight.shape)
nn.Conv2d(3, 8, 5)(images)
