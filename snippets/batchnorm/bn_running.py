import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.optim.swa_utils import update_bn

torch.manual_seed(0)
torch.set_default_dtype(torch.double)  # same digits on any CPU

# 500 batches of 32 rows for 100 channels, all of true mean 5
batches = 5 + 3 * torch.randn(500, 32, 100)
steps = torch.arange(1, 501)
shown = torch.tensor([1, 10, 100, 500])
marks = torch.logspace(0, 2.69, 60).int() - 1  # even on a log axis
print("after batch  " + "".join(f"{i:8}" for i in shown))
spread = {}
for color, momentum in enumerate((0.01, 0.1, 0.99, None)):
    layer = nn.BatchNorm1d(100, momentum=momentum)
    path = []
    for X in batches:
        layer(X)  # the forward pass alone moves the statistics
        path.append(layer.running_mean.clone())
    path = torch.stack(path)  # (step, channel)

    means = batches.mean(dim=1)  # of each batch: (step, channel)
    if momentum is None:
        by_hand = means.cumsum(dim=0) / steps[:, None]
    else:
        by_hand, now = [], 0
        for mean in means:
            now = (1 - momentum) * now + momentum * mean
            by_hand.append(now)
        by_hand = torch.stack(by_hand)
        arrived = 1 - (1 - momentum) ** steps
        assert (path.mean(dim=1) / 5 - arrived).abs().max() < 0.05
    assert torch.allclose(path, by_hand)
    spread[momentum] = path[-1].std()
    share = path[shown - 1].mean(dim=1) / 5
    row = "".join(f"{part:8.0%}" for part in share)
    print(f"momentum {momentum!s:4}{row}   ± {spread[momentum]:.2f}")
    label = f"momentum={momentum}"
    plt.plot(marks + 1, path[marks, 0], f"C{color}", label=label)

assert spread[0.01] < spread[0.1] / 2 < spread[0.99] / 4
fresh = nn.BatchNorm1d(100)
update_bn(batches, fresh)  # start again and average plainly
assert torch.allclose(fresh.running_mean, path[-1])

plt.axhline(5, color="gray", lw=0.8)
plt.xscale("log")
plt.xlabel("training batches seen")
plt.ylim(0, 10)
plt.ylabel("running mean (true: 5)")
plt.title("A small momentum is calm but slow")
plt.legend(loc="upper left", ncols=2)
plt.show()
