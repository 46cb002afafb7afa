import torch
import torch.nn.functional as F
from torch import Tensor


def weighted_mean(logits: Tensor, y: Tensor, weight: Tensor) -> Tensor:
    """What F.cross_entropy averages: weighted sum / sum of weights.

    logits: (batch, classes); y: (batch,) class indices; weight:
    (classes,). Skips y = -100; NaN if nothing is left.
    """
    kept = y != -100
    log_p = logits.log_softmax(1)[kept]
    losses = -log_p.gather(1, y[kept][:, None])[:, 0]
    weights = weight[y[kept]]
    return (weights * losses).sum() / weights.sum()


torch.manual_seed(0)
logits = 0.1 * torch.randn(6, 3).double()
logits[:, 0] += 2  # a model that believes in class 0
logits.requires_grad_()
y = torch.tensor([0, 0, 0, 1, 2, -100])  # the last is ignored
weight = torch.tensor([1.0, 2, 10]).double()

mean = F.cross_entropy(logits, y, weight)
gap = weighted_mean(logits, y, weight) - mean
(slope,) = torch.autograd.grad(gap, logits)
assert abs(gap) < 1e-12 and slope.abs().max() < 1e-12
total = F.cross_entropy(logits, y, weight, reduction="sum")
print(f"mean {mean:.3f}, sum {total:.3f}")
print(f"sum / mean: {total / mean:.1f} = 1 + 1 + 1 + 2 + 10")

# One class in the batch: its weight cancels
for i in (3, 4):
    alone = F.cross_entropy(logits[[i]], y[[i]], weight)
    times = alone / F.cross_entropy(logits[[i]], y[[i]])
    print(f"weight {weight[y[i]]:2.0f}, alone: {times:.1f} times plain")

# Averaging the means of two halves gives something else
first = F.cross_entropy(logits[:3], y[:3], weight)
second = F.cross_entropy(logits[3:], y[3:], weight)
print(f"mean of two half batches: {(first + second) / 2:.3f}")
mended = (3 * first + 12 * second) / 15  # by weight: 1+1+1 and 2+10
assert abs(mended - mean) < 1e-12

# Probabilities as targets: divided by the batch, not by weights
one_hot = F.one_hot(y[:5]).double()
soft = F.cross_entropy(logits[:5], one_hot, weight)
print(f"the same targets as probabilities: {soft:.3f} = sum / 5")
assert abs(soft - total / 5) < 1e-12

for how in ("mean", "sum"):
    nothing = torch.full((6,), -100)
    loss = F.cross_entropy(logits, nothing, weight, reduction=how)
    print(f"all ignored, {how}: {loss:.1f}")
