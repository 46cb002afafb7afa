# --8<-- [start:idea]
import torch
from torch import nn


class Block(nn.Module):
    # two convolutions and a skip: (N, n_in, H, W) to (N, n_out, …)
    def __init__(self, n_in: int, n_out: int, stride: int = 1):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride, padding=1)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1)
        same = n_in == n_out and stride == 1
        self.skip = (
            nn.Identity() if same else nn.Conv2d(n_in, n_out, 1, stride)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return (self.skip(x) + self.second(self.first(x).relu())).relu()


torch.manual_seed(0)
x = torch.randn(8, 16, 28, 28)  # (batch, channels, height, width)
block = Block(16, 32, stride=2)
print(tuple(block(x).shape))
sizes = [p.numel() for p in block.skip.parameters()]
print("weights of the skip:", sum(sizes))
# --8<-- [end:idea]
# --8<-- [start:evidence]
for what, layer in (
    ("more channels", nn.Conv2d(16, 32, 3, padding=1)),
    ("a stride of 2", nn.Conv2d(16, 16, 3, stride=2, padding=1)),
    ("no padding", nn.Conv2d(16, 16, 3)),
    ("one channel", nn.Conv2d(16, 1, 3, padding=1)),
    ("a mean over pixels", nn.AdaptiveAvgPool2d(1)),
):
    try:
        told = f"silent: {tuple((x + layer(x)).shape)}"
    except RuntimeError as error:
        told = str(error).partition(" at non")[0]
    print(f"{what:18}  {told}")

same = Block(16, 16)
with torch.no_grad():  # a branch of zeros leaves the skip alone
    assert same(x).shape == x.shape
    same.second.weight.zero_()
    same.second.bias.fill_(1)
    assert torch.equal(same(x), (x + 1).relu())

pooled = nn.functional.avg_pool2d(x, 2)
padded = nn.functional.pad(
    pooled, (0, 0, 0, 0, 0, 16)
)  # channels of zeros
assert padded.shape == block(x).shape
assert padded[:, :16].equal(pooled) and not padded[:, 16:].any()
print("no weights: pooled, with channels of zeros", tuple(padded.shape))
# --8<-- [end:evidence]
