import torch

x = torch.arange(12.0).reshape(3, 4)
x.T.view(12)  # x.T.reshape(12) copies, and works
