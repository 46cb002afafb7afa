import torch

a, b = torch.arange(3), torch.arange(4)
print(a[:, None] + b)  # (3, 1) + (4,) is stretched to (3, 4)
a + b
