import torch

row = torch.zeros(1, 3).expand(4, 3)  # four rows, one memory
row.add_(1)  # row.clone().add_(1) works
