import torch
from sklearn.datasets import load_wine
from torch import nn

torch.manual_seed(0)
X = load_wine().data  # a NumPy array
nn.Linear(13, 3)(X)
