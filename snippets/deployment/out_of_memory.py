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
gradients, sizes, computed = {}, {}, []
with torch.no_grad():
    print(f"bytes a row, under no_grad: {kept(Stack(model, 0), X)}")
print("group  float32  and one group  bfloat16  blocks computed")
for group in (0, 1, 4, 16):
    stack = Stack(model, group)
    sizes[group] = kept(stack, X) / 128
    peak = sizes[group] + kept(stack.blocks[:group], X) / 128
    with torch.autocast("cpu", torch.bfloat16):  # less what is fixed
        half = (kept(stack, X) - kept(stack, X[:64].clone())) / 64
    computed.clear()
    for block in stack.blocks:
        block.register_forward_pre_hook(lambda *_: computed.append(1))
    stack(X).square().mean().backward()
    gradients[group] = [p.grad for p in stack.parameters()]
    assert all(map(torch.equal, gradients[group], gradients[0]))
    print(f"{group:5} {sizes[group]:8.0f} {peak:14.0f}", end="")
    print(f"{half:10.0f} {len(computed):16}")

fixed = 16 * sum(p.numel() for p in stack.parameters()) / 1e6
batches = [16, 128, 1024]
grow = [batch * sizes[0] / 1e6 for batch in batches]
print(
    f"MB: {fixed:.1f} fixed, activations", *[f"{n:.1f}" for n in grow]
)
names = list(map(str, batches))
plt.bar(names, fixed, label="weights, gradients, Adam")
plt.bar(names, grow, bottom=fixed, label="activations")
plt.xlabel("rows in a batch")
plt.ylabel("megabytes")
plt.title("Only activations grow with the batch")
plt.legend()
plt.show()
# --8<-- [end:evidence]
