import numpy as np
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 1)
X = torch.tensor(np.ones((1, 2)))
print("input", tuple(X.shape), X.dtype)
print("weight", tuple(model.weight.shape), model.weight.dtype)
model(X)
