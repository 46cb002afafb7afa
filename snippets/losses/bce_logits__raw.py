import torch
from torch import nn

logits = torch.tensor([2.0, -1.0])
nn.BCELoss()(logits, torch.tensor([1.0, 0.0]))
