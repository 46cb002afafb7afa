import torch
from torch.nn import functional as F

logits = torch.empty(3, 3)  # (rows, classes)
labels = torch.arange(1, 4)  # 1, 2, 3: should be 0, 1, 2
F.cross_entropy(logits, labels)
