# --8<-- [start:layer]
import matplotlib.pyplot as plt
import torch
from torch import nn


class GaussianDropout(nn.Module):
    """Multiply by normal noise of mean 1 and variance p / (1 - p).

    p is the rate of the nn.Dropout that has the same variance, at
    least 0 and below 1, else ValueError. Any shape in, the same out;
    the identity in evaluation mode. Srivastava et al., JMLR 2014.
    """

    def __init__(self, p: float = 0.5) -> None:
        super().__init__()
        if not 0 <= p < 1:
            raise ValueError(f"p has to be in [0, 1), got {p}")
        self.std = (p / (1 - p)) ** 0.5

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return x
        return x * (1 + self.std * torch.randn_like(x))


# --8<-- [end:layer]


# --8<-- [start:compare]
torch.manual_seed(0)
p, w = 0.3, torch.randn(64)
ones = torch.ones(20_000, 64)
fig, axes = plt.subplots(2, layout="constrained")
one, total = [], []
print("p = 0.3          mean   variance   zero   negative")
for layer in (nn.Dropout(p), GaussianDropout(p)):
    name = type(layer).__name__
    factor = layer(ones)
    zero = (factor == 0).float().mean()
    below = (factor < 0).float().mean()
    print(
        f"{name:15} {factor.mean():5.2f} {factor.var():10.2f}", end=""
    )
    print(f"{zero:7.0%} {below:10.0%}")
    assert abs(factor.mean() - 1) < 0.01
    assert abs(factor.var() - p / (1 - p)) < 0.01
    assert torch.equal(layer.eval()(ones), ones)
    one.append(factor[:, 0])
    total.append(factor @ w)  # what one unit of the next layer gets
    for ax, values, low, high in (
        (axes[0], one[-1], -1.5, 3.5),
        (axes[1], total[-1], -20, 40),
    ):
        edges = torch.linspace(low, high, 51)
        percent = torch.histogram(values, edges)[0] * 100 / len(values)
        ax.stairs(percent, edges, label=name, lw=2)


def distance(a, b):  # largest gap between distribution functions
    at = torch.cat([a, b])
    a, b = (torch.searchsorted(v.sort().values, at) for v in (a, b))
    return (a - b).abs().max() / len(ones)


print(f"distance, one factor:      {distance(*one):.2f}")
print(f"distance, sum of 64 units: {distance(*total):.2f}")
assert distance(*one) > 0.4 and distance(*total) < 0.05
axes[0].set(title="One factor differs, a sum hardly", xlabel="factor")
axes[1].set(xlabel="weighted sum of 64 units")
axes[0].legend(loc="upper right")
fig.supylabel("percent of draws")
plt.show()
# --8<-- [end:compare]
