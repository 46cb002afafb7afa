import numpy as np
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 1)
X = torch.tensor(np.array([[0.5, 1.5]]))
print(f"input {X.dtype}, weight {model.weight.dtype}")
model(X)
