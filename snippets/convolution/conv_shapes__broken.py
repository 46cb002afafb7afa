import torch
from sklearn.datasets import load_sample_image
from torch import nn

torch.manual_seed(0)
photo = torch.tensor(load_sample_image("china.jpg")).float()
conv = nn.Conv2d(3, 16, kernel_size=3)
conv(photo[None])
