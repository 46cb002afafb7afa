import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X = torch.tensor(load_digits().data / 16, dtype=torch.float32)
hidden = nn.Sequential(nn.Linear(64, 128), nn.Sigmoid())
before = hidden(X).detach().requires_grad_()  # (1797, 128)

p = 0.3
dropout = nn.Dropout(p)  # new modules are in training mode
after = dropout(before)
after.sum().backward()
dropped = after == 0  # a sigmoid itself is never zero
share = dropped.float().mean()
scale = (after / before)[~dropped]
print(f"share of zeros      {share:.2f}")
print(f"survivors times     {scale.mean():.4f}")
print(f"mean before, after  {before.mean():.2f}, {after.mean():.2f}")

# It drops p of the units (not 1 - p), and the rest makes up for it
assert abs(share - p) < 0.01
assert torch.allclose(scale, torch.tensor(1 / (1 - p)))
assert torch.isclose(after.mean(), before.mean(), atol=0.01)
# The backward pass uses the same mask and the same factor
assert torch.allclose(before.grad, ~dropped / (1 - p))
# Each unit drops out by itself, in each example anew: rows are
# examples, columns are units, and none is spared or lost as a whole
for dim in (0, 1):
    part = dropped.float().mean(dim)
    assert part.min() > 0 and part.max() < 1
assert not torch.equal(dropout(before), after)  # another mask

dropout.eval()
assert torch.equal(dropout(before), before)
print("in eval mode        nothing changes")

for values, color, label in (
    (before, "C1", "eval mode, or no dropout"),
    (after, "C0", f"training mode, p = {p}"),
):
    percent, edges = torch.histogram(values.detach(), 50, range=(0, 1))
    percent *= 100 / values.numel()
    plt.stairs(percent, edges, color=color, label=label, fill=True)
plt.title("Dropout: a spike at zero,\nand the rest moves up")
plt.xlabel("activation")
plt.ylabel("percent of activations")
plt.legend(loc="upper right")
plt.show()
