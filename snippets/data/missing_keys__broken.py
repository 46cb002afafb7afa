import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(8, 1)
saved = nn.DataParallel(model).state_dict()
for name, tensor in saved.items():
    print("in the file:", name, tuple(tensor.shape))
model.load_state_dict(saved)
