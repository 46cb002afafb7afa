# --8<-- [start:idea]
import torch
from torch import nn


def kept(model, X):
    """Bytes of activations that a forward pass keeps for backward."""
    own = {p.untyped_storage().data_ptr() for p in model.parameters()}
    sizes = {}  # by storage: some are kept twice

    def pack(tensor):
        storage = tensor.untyped_storage()
        sizes[storage.data_ptr()] = storage.nbytes()
        return tensor

    hooks = torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t)
    with hooks:
        output = model(X)
    del output  # not earlier, or its memory would be used again
    return sum(sizes[at] for at in sizes.keys() - own)


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 256), nn.GELU(), nn.Linear(256, 64))
for rows in (100, 200):
    print(f"{rows} rows: {kept(model, torch.zeros(rows, 64)):,} bytes")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

import matplotlib.pyplot as plt
from torch.utils.checkpoint import checkpoint


class Stack(nn.Module):
    """16 blocks; backward computes those of a group again."""

    def __init__(self, block, group):
        super().__init__()
        blocks = [copy.deepcopy(block) for _ in range(16)]
        self.group, self.blocks = group, nn.Sequential(*blocks)

    def forward(self, X):
        if not self.group:
            return self.blocks(X)
        for start in range(0, 16, self.group):
            part = self.blocks[start : start + self.group]
            X = checkpoint(part, X, use_reentrant=False)
        return X


X = torch.randn(128, 64)
gradients, peaks, computed = {}, {}, []
with torch.no_grad():
    print(f"bytes a row, under no_grad: {kept(Stack(model, 0), X)}")
print("group  float32  and one group  bfloat16  blocks computed")
for group in (0, 1, 4, 16):
    stack = Stack(model, group)
    size = kept(stack, X) / 128
    peaks[group] = size + kept(stack.blocks[:group], X) / 128
    with torch.autocast("cpu", torch.bfloat16):  # less what is fixed
        half = (kept(stack, X) - kept(stack, X[:64].clone())) / 64
    computed.clear()
    for block in stack.blocks:
        block.register_forward_pre_hook(lambda *_: computed.append(1))
    stack(X).square().mean().backward()
    gradients[group] = [p.grad for p in stack.parameters()]
    assert all(map(torch.equal, gradients[group], gradients[0]))
    print(f"{group:5} {size:8.0f} {peaks[group]:14.0f}", end="")
    print(f"{half:10.0f} {len(computed):16}")
# --8<-- [end:evidence]
# --8<-- [start:states]
n = sum(p.numel() for p in stack.parameters())
print("bytes for each of", f"{n:,} parameters")
for make in (torch.optim.SGD, torch.optim.Adafactor, torch.optim.Adam):
    optimizer = make(stack.parameters())
    optimizer.step()
    states = [state.values() for state in optimizer.state.values()]
    held = [
        t.nbytes for group in states for t in group if t is not None
    ]
    size = 4 + 4 + sum(held) / n  # weight, gradient, state
    print(f"{make.__name__:10} {size:5.2f}")

batches = ["16", "128", "1024"]
fixed = n * size / 1e6
row = kept(Stack(model, 0), X) / len(X) / 1e6
plt.bar(batches, fixed, label="weights, gradients, Adam")
sizes = [int(batch) * row for batch in batches]
print("MB of activations:", *[f"{size:.1f}" for size in sizes])
plt.bar(batches, sizes, bottom=fixed, label="activations")
plt.xlabel("rows in a batch")
plt.ylabel("megabytes")
plt.title("Only activations grow with the batch")
plt.legend()
plt.show()
# --8<-- [end:states]
