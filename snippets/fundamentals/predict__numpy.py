import numpy as np
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(13, 3)
model(np.ones((1, 13)))
