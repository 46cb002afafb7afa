import torch
from torch import nn

torch.manual_seed(0)
saved = nn.DataParallel(nn.Linear(8, 1)).state_dict()
print("in the file:", *saved)
nn.Linear(8, 1).load_state_dict(saved)
