import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(1, 4)
state = None
for window in torch.randn(20, 1, 1).split(5):  # 5 steps at a time
    outputs, state = rnn(window, state)
    outputs.sum().backward()
    print("one window done")
