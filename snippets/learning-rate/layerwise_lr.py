import torch
from torch import nn


def layer_groups(model, lr, decay):
    """Groups for any optimizer: the last layer gets `lr`, each one
    before it `decay` times the rate of the next (arXiv:1801.06146)."""
    groups = []
    for layer in reversed(model):
        if params := list(layer.parameters()):  # a ReLU has none
            groups.append({"params": params, "lr": lr})
            lr *= decay
    return groups


torch.manual_seed(0)
layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()
model = nn.Sequential(*layers, nn.Linear(32, 10))
optimizer = torch.optim.Adam(layer_groups(model, 0.01, decay=0.2))
for group in optimizer.param_groups:
    shape = tuple(group["params"][0].shape)
    print(f"weights {shape}: learning rate {group['lr']:g}")
