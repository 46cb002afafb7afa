# --8<-- [start:idea]
import torch
from torch import nn


class GaussianDropout(nn.Module):
    """Multiply by normal noise of mean 1 and variance p / (1 - p).

    p, in [0, 1), is the rate of the nn.Dropout with that variance.
    """

    def __init__(self, p: float = 0.5) -> None:
        super().__init__()
        self.std = (p / (1 - p)) ** 0.5

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return x
        return x * (1 + self.std * torch.randn_like(x))


torch.manual_seed(0)
y = GaussianDropout(p=0.3)(torch.ones(100_000))
print(f"mean {y.mean():.2f}, variance {y.var():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from scipy.stats import ks_2samp

p, w = 0.3, torch.randn(64)
ones = torch.ones(20_000, 64)
draws = {"one factor": {}, "sum of 64 units": {}}
print("p = 0.3          mean   variance   zero   negative")
for layer in (nn.Dropout(p), GaussianDropout(p)):
    name = type(layer).__name__
    factor = layer(ones)
    draws["one factor"][name] = factor[:, 0]
    draws["sum of 64 units"][name] = factor @ w
    zero = (factor == 0).float().mean()
    below = (factor < 0).float().mean()
    print(
        f"{name:15} {factor.mean():5.2f} {factor.var():10.2f}", end=""
    )
    print(f"{zero:7.0%} {below:10.0%}")
    assert abs(factor.mean() - 1) < 0.01
    assert abs(factor.var() - p / (1 - p)) < 0.01
    assert torch.equal(layer.eval()(ones), ones)

fig, axes = plt.subplots(2, layout="constrained")
distances = []
for ax, (what, pair) in zip(axes, draws.items(), strict=True):
    for name, values in pair.items():
        ax.hist(values, 50, histtype="step", lw=2, label=name)
    distances.append(ks_2samp(*pair.values()).statistic)
    print(f"distance, {what:15} {distances[-1]:.2f}")
    ax.set(xlabel=what, ylabel="draws")
assert distances[0] > 0.4 and distances[1] < 0.05
axes[0].set_title("One factor differs, a sum hardly")
axes[0].set_ylim(0, 30_000)
axes[0].legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
