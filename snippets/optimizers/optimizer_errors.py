# --8<-- [start:idea]
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 4), nn.Linear(4, 1)]


torch.manual_seed(0)
net = Net()
try:
    torch.optim.Adam(net.parameters())
except ValueError as error:
    print("ValueError:", error)
net.layers = nn.ModuleList(net.layers)
optimizer = torch.optim.Adam(net.parameters())
found = optimizer.param_groups[0]["params"]
print(len(found), "tensors,", sum(p.numel() for p in found), "numbers")
# --8<-- [end:idea]
# --8<-- [start:table]
from torch.optim import LBFGS, SGD, Adam, Muon, lr_scheduler

model, other = nn.Linear(4, 1), nn.PReLU()
used_up = model.parameters()
print(sum(p.numel() for p in used_up), "numbers, counted")
frozen = nn.PReLU().requires_grad_(False).parameters()
w = model.weight.double()  # a new tensor
groups = [{"params": model.parameters()}, {"params": [model.bias]}]
plateau = lr_scheduler.ReduceLROnPlateau(SGD(model.parameters()))
state = SGD(model.parameters()).state_dict()
sparse = nn.Embedding(1, 1, sparse=True)
sparse(torch.tensor(0)).backward()

cases = {
    "parameters counted before": lambda: Adam(used_up),
    "all parameters frozen": lambda: Adam(
        p for p in frozen if p.requires_grad
    ),
    "the model, not its parameters": lambda: Adam(model),
    "one tensor without a list": lambda: Adam(model.weight),
    "a result, not a parameter": lambda: Adam([w]),
    "a parameter in two groups": lambda: Adam(groups),
    "ReduceLROnPlateau without a value": lambda: plateau.step(),
    "LBFGS without a closure": lambda: LBFGS(model.parameters()).step(),
    "LBFGS with groups": lambda: LBFGS(
        [{"params": p} for p in model.parameters()]
    ),
    "Nesterov without momentum": lambda: SGD(
        model.parameters(), nesterov=True
    ),
    "Muon with a bias": lambda: Muon(model.parameters()),
    "state of another model": lambda: SGD(
        other.parameters()
    ).load_state_dict(state),
    "resuming a schedule, new optimizer": lambda: lr_scheduler.StepLR(
        SGD(model.parameters()), 30, last_epoch=10
    ),
    "sparse gradients": lambda: Adam(sparse.parameters()).step(),
}
n_raised = 0
for name, call in cases.items():
    print(f"{name}:")
    try:
        call()
    except (KeyError, RuntimeError, TypeError, ValueError) as error:
        print(f"    {str(error)[:90]}")
        n_raised += 1
assert n_raised == len(cases)
# --8<-- [end:table]
