import torch

rows = torch.arange(3).expand(4, 3)  # four rows, one memory
print(rows.clone().add_(1))
rows.add_(1)
