# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
before = (torch.rand(1000, 128) + 0.1).requires_grad_()
dropout = nn.Dropout(p=0.3)  # a new module is in training mode
after = dropout(before)
zero = after == 0
print(f"share of zeros      {zero.float().mean():.2f}")
print(f"survivors times     {(after / before)[~zero].mean():.4f}")
print(f"mean before, after  {before.mean():.2f}, {after.mean():.2f}")
dropout.eval()
print("eval mode: the same", torch.equal(dropout(before), before))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

assert abs(zero.float().mean() - 0.3) < 0.01
assert torch.allclose(after[~zero], before[~zero] / 0.7)
assert abs(after.mean() - before.mean()) < 0.02
# The backward pass uses the same mask and the same factor
after.sum().backward()
assert torch.allclose(before.grad, ~zero / 0.7)
# Each unit of each example drops by itself: no row, no column does
shares = zero.float()
for name, dim in (("row", 1), ("column", 0)):
    part = shares.mean(dim)
    print(f"dropped of a {name:6} {part.min():.2f} to {part.max():.2f}")
    assert part.min() > 0.1 and part.max() < 0.6
assert not torch.equal(dropout.train()(before), after)  # drawn anew

bins = torch.linspace(0, 1.8, 61).tolist()
for values, label in (
    (before, "eval mode, or no dropout"),
    (after, "training mode, p = 0.3"),
):
    flat = values.detach().flatten()
    plt.hist(flat, bins, alpha=0.6, label=label)
plt.title("Dropout: a spike at zero,\nand the rest moves up")
plt.xlabel("activation")
plt.ylabel("activations")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
