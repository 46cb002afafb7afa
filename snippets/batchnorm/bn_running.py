# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
batches = 5 + 3 * torch.randn(500, 32, 100).double()  # true mean 5

print("after batch      1      10     100     500")
for momentum in (0.01, 0.1, 0.99, None):
    norm = nn.BatchNorm1d(100, momentum=momentum).double()
    shares = []
    for step, X in enumerate(batches, start=1):
        norm(X)  # the forward pass alone moves the statistics
        if step in (1, 10, 100, 500):
            shares.append(norm.running_mean.mean() / 5)
    row = "".join(f"{share:8.0%}" for share in shares)
    print(f"momentum {momentum!s:4}{row}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.optim.swa_utils import update_bn

means = batches.mean(dim=1)  # of each batch: (step, channel)
steps = torch.arange(1, 501)
spread = {}
for color, momentum in enumerate((0.01, 0.1, 0.99, None)):
    norm = nn.BatchNorm1d(100, momentum=momentum).double()
    path = []
    for X in batches:
        norm(X)
        path.append(norm.running_mean.clone())
    path = torch.stack(path)  # (step, channel)
    if momentum is None:
        by_hand = means.cumsum(dim=0) / steps[:, None]
        assert torch.allclose(path, by_hand)
    else:
        by_hand = torch.zeros(100).double()
        for mean in means:
            by_hand = (1 - momentum) * by_hand + momentum * mean
        assert torch.allclose(path[-1], by_hand)
        arrived = 1 - (1 - momentum) ** steps
        assert (path.mean(dim=1) / 5 - arrived).abs().max() < 0.05
    spread[momentum] = path[-1].std()
    print(f"momentum {momentum!s:4}  noise {spread[momentum]:.2f}")
    few = torch.logspace(0, 2.69, 60).long()  # even on a log axis
    label = f"momentum={momentum}"
    plt.plot(few, path[few - 1, 0], f"C{color}", label=label)
assert spread[0.01] < spread[0.1] / 2 and spread[None] < spread[0.1] / 2
assert 3 < spread[0.99] / spread[0.1] < 6

fresh = nn.BatchNorm1d(100).double()
update_bn(batches, fresh)  # start again, and average plainly
assert torch.allclose(fresh.running_mean, path[-1])

plt.axhline(5, color="gray", lw=0.8)
plt.xscale("log")
plt.xlabel("training batches seen")
plt.ylim(0, 10)
plt.ylabel("running mean (true: 5)")
plt.title("A small momentum is calm but slow")
plt.legend(loc="upper left", ncols=2)
plt.show()
# --8<-- [end:evidence]
