import torch
from sklearn.datasets import load_wine
from torch import nn

torch.manual_seed(0)
X = torch.tensor(load_wine().data)  # float64, as NumPy has it
nn.Linear(13, 3)(X)
