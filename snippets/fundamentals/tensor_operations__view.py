import torch

x = torch.arange(12.0).reshape(3, 4)
print(x.T.reshape(12))  # copies
x.T.view(12)
