# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)


def weights(*layers):
    return sum(
        p.numel() for layer in layers for p in layer.parameters()
    )


def conv(k):
    return nn.Conv2d(64, 64, k, bias=False)


print(f"field 5: one 5 x 5   {weights(conv(5)):7,} weights")
print(f"         two 3 x 3   {weights(conv(3), conv(3)):7,}")
print(f"field 7: one 7 x 7   {weights(conv(7)):7,}")
three = weights(conv(3), conv(3), conv(3))
print(f"         three 3 x 3 {three:7,}")
# --8<-- [end:idea]
# --8<-- [start:fold]
first = nn.Conv2d(1, 1, 3, bias=False).double()
second = nn.Conv2d(1, 1, 3, bias=False).double()
point = torch.zeros(1, 1, 9, 9).double()
point[0, 0, 4, 4] = 1
with torch.no_grad():
    folded = nn.Conv2d(1, 1, 5, bias=False).double()
    folded.weight.copy_(second(first(point)).flip(2, 3))
    image = torch.randn(1, 1, 20, 20).double()
    gap = (second(first(image)) - folded(image)).abs().max()
    between = second(first(image).relu())
    bent = (between - second(first(image))).abs().max()
size = tuple(folded(image).shape)
print(f"without ReLU, one 5 x 5 does the same: {gap < 1e-10}, {size}")
print(f"with ReLU between them: {bent < 1e-10}")
assert gap < 1e-10 < bent
# --8<-- [end:fold]
# --8<-- [start:picture]
import matplotlib.pyplot as plt

fields = range(3, 12, 2)
single = [weights(conv(k)) for k in fields]
stacked = [weights(conv(3)) * (k - 1) // 2 for k in fields]
for row in zip(fields, single, stacked, strict=True):
    print("{:2} pixels  one {:7,}  stacked {:7,}".format(*row))
plt.plot(fields, single, marker="o", label="one kernel")
plt.plot(fields, stacked, marker="o", label="stacked 3 × 3")
plt.xticks(fields)
plt.xlabel("receptive field (pixels)")
plt.ylabel("weights, 64 channels")
plt.title("Stacked 3 × 3 kernels need fewer weights")
plt.legend()
plt.show()
# --8<-- [end:picture]
