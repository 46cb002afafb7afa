import torch
from sklearn.datasets import load_wine
from torch import nn

torch.manual_seed(0)
X, model = load_wine().data, nn.Linear(13, 3)  # X: a NumPy array
print(tuple(model(torch.as_tensor(X, dtype=torch.float32)).shape))
model(X)
