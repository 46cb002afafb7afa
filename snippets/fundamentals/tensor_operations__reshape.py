import torch

torch.arange(12.0).reshape(5, -1)  # 12 is no multiple of 5
