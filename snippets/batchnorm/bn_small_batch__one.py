import torch
from torch import nn

n_features = 4
norm = nn.BatchNorm1d(n_features)  # in training mode
norm(torch.empty(1, n_features))
