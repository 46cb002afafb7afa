import torch
from sklearn.datasets import load_wine
from torch import nn

torch.manual_seed(0)
X, model = torch.tensor(load_wine().data), nn.Linear(13, 3)
print(X.dtype, tuple(model(X.float()).shape))
model(X)
