# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
X, y = torch.randn(32, 64), torch.randn(32, 1)


def graph_size(tensors):  # operations that autograd keeps for them
    seen, to_do = set(), [tensor.grad_fn for tensor in tensors]
    while to_do:
        node = to_do.pop()
        if node is not None and node not in seen:
            seen.add(node)
            to_do += [parent for parent, _ in node.next_functions]
    return len(seen)


total = 0.0
for step in range(1, 101):
    total = total + nn.functional.mse_loss(model(X), y)
    if step in (1, 10, 100):
        print(f"step {step:3}: {graph_size([total])} operations kept")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from weakref import WeakSet

from torch.autograd.graph import saved_tensors_hooks

alive = WeakSet()  # what is saved for a backward pass


class Saved:
    def __init__(self, tensor):
        self.tensor = tensor.detach()
        alive.add(self)


def held(keep, train, n_steps):
    """Numbers saved, and operations kept, after n_steps."""
    alive.clear()
    kept = []
    with saved_tensors_hooks(Saved, lambda saved: saved.tensor):
        for _ in range(n_steps):
            output = model(X)
            loss = nn.functional.mse_loss(output, y)
            if train:
                loss.backward()
            kept.append(keep(output, loss))
    del output, loss  # only what was kept counts
    numbers = sum(saved.tensor.numel() for saved in alive)
    graphs = [t for t in kept if isinstance(t, torch.Tensor)]
    return numbers, graph_size(graphs)


print("kept each step         numbers saved      operations kept")
print("                      10 steps      20    10 steps    20")
found = {}
for name, keep, train in (
    ("loss, training", lambda output, loss: loss, True),
    ("loss, validation", lambda output, loss: loss, False),
    ("output, validation", lambda output, loss: output, False),
    ("loss.item()", lambda output, loss: loss.item(), False),
    ("output.detach()", lambda output, loss: output.detach(), False),
):
    few, many = held(keep, train, 10), held(keep, train, 20)
    found[name] = (*many, *few)
    print(f"{name:20} {few[0]:9} {many[0]:7} {few[1]:11} {many[1]:5}")
    assert many[0] == 2 * few[0]  # in proportion
assert found["loss, training"][0] == 0 < found["loss, training"][1]
assert min(found["loss, validation"]) > 0
assert max(found["loss.item()"] + found["output.detach()"]) == 0
# --8<-- [end:evidence]
