import weakref

import torch
from torch import nn


class Kept:
    """A tensor that a graph holds on to for backward."""

    def __init__(self, tensor):
        self.tensor = tensor
        alive.add(self)


torch.manual_seed(0)
model, X = nn.Sequential(nn.Linear(8, 8), nn.GELU()), torch.randn(4, 8)
counts = []
print("50 batches, with         mean loss  tensors kept")
for backward in (True, False):
    for as_number in (True, False):
        alive, total = weakref.WeakSet(), 0
        hooks = (Kept, lambda kept: kept.tensor)
        for _ in range(50):
            with torch.autograd.graph.saved_tensors_hooks(*hooks):
                loss = model(X).square().mean()
            if backward:
                loss.backward()
            total += loss.item() if as_number else loss
        name = "backward, " if backward else "none, "
        name += "loss.item()" if as_number else "loss"
        mean = torch.as_tensor(total).item() / 50
        counts.append(len(alive))
        print(f"{name:21} {mean:12.4f} {len(alive):13}")
assert counts[:2] == [0, 0] and counts[3] == 50 * counts[2]
