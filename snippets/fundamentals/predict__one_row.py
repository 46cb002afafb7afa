import torch
from sklearn.datasets import load_wine
from torch import nn

torch.manual_seed(0)
row, model = torch.tensor(load_wine().data[0]).float(), nn.Linear(13, 3)
print(tuple(model(row).shape), tuple(model(row.unsqueeze(0)).shape))
model(row).softmax(1)
