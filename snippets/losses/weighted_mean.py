# --8<-- [start:idea]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
logits = 0.1 * torch.randn(6, 3).double()
logits[:, 0] += 2  # a model that believes in class 0
y = torch.tensor([0, 0, 0, 1, 2, -100])  # the last is ignored
weight = torch.tensor([1.0, 2, 10]).double()

mean = F.cross_entropy(logits, y, weight)
total = F.cross_entropy(logits, y, weight, reduction="sum")
print(f"mean {mean:.3f}, sum {total:.3f}")
print(f"sum / mean: {total / mean:.1f} = 1 + 1 + 1 + 2 + 10")

first = F.cross_entropy(logits[:3], y[:3], weight)
second = F.cross_entropy(logits[3:], y[3:], weight)
print(f"mean of two half batches: {(first + second) / 2:.3f}")
by_weight = (3 * first + 12 * second) / 15  # 1 + 1 + 1 and 2 + 10
print(f"weighted by 3 and 12:     {by_weight:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
assert total.isclose(15 * mean) and by_weight.isclose(mean)
for i in (3, 4):  # one class in the batch: its weight cancels
    alone = F.cross_entropy(logits[[i]], y[[i]], weight)
    times = alone / F.cross_entropy(logits[[i]], y[[i]])
    print(f"weight {weight[y[i]]:2.0f}, alone: {times:.1f} times plain")

# Probabilities as targets: divided by the batch, not by weights
one_hot = F.one_hot(y[:5]).double()
soft = F.cross_entropy(logits[:5], one_hot, weight)
print(f"the same targets as probabilities: {soft:.3f} = sum / 5")
assert soft.isclose(total / 5)

nothing = torch.full((6,), -100)
for how in ("mean", "sum"):
    loss = F.cross_entropy(logits, nothing, weight, reduction=how)
    print(f"all ignored, {how}: {loss:.1f}")
# --8<-- [end:evidence]
