# --8<-- [start:layer]
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)


class BatchNorm(nn.Module):
    """Batch norm for inputs of shape (batch, channels, ...).

    Equals nn.BatchNorm1d and nn.BatchNorm2d (arXiv:1502.03167).
    A training batch needs two or more values per channel.
    """

    def __init__(self, n_channels: int, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(n_channels))  # gamma
        self.bias = nn.Parameter(torch.zeros(n_channels))  # beta
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        X = X.transpose(1, -1)  # channels last, so they broadcast
        mean, var = self.running_mean, self.running_var
        if self.training:
            rest = [*range(X.dim() - 1)]  # all but the channels
            with torch.no_grad():  # 0.9 of the old, 0.1 of the new
                mean.lerp_(X.mean(rest), self.momentum)
                var.lerp_(X.var(rest), self.momentum)  # over n - 1
            mean, var = X.mean(rest), X.var(rest, correction=0)
        scale = self.weight / (var + self.eps).sqrt()
        return ((X - mean) * scale + self.bias).transpose(1, -1)


# --8<-- [end:layer]
# --8<-- [start:equal]
for kind, *size in (nn.BatchNorm1d, 8, 3), (nn.BatchNorm2d, 8, 3, 4, 4):
    layers = nn.ModuleList([BatchNorm(3), kind(3)]).double()
    optimizer = torch.optim.SGD(layers.parameters(), lr=0.1)
    for step in range(6):
        X = 2 * torch.randn(size, dtype=torch.double) + 5
        slopes = torch.randn_like(X)  # as a loss would send them
        optimizer.zero_grad()
        seen = []
        for layer in layers.train(step < 4):  # then two in eval
            inputs = X.clone().requires_grad_()
            outputs = layer(inputs)
            outputs.backward(slopes)
            gradients = layer.weight.grad, layer.bias.grad, inputs.grad
            buffers = layer.running_mean, layer.running_var
            seen.append([outputs, *gradients, *buffers])
        torch.testing.assert_close(*seen, rtol=0, atol=1e-12)
        optimizer.step()

print("batch   running variance   biased version   truth")
for n in (2, 4, 32):
    layer = nn.BatchNorm1d(50_000, momentum=1)  # forget the start
    layer(X := torch.randn(n, 50_000))  # variance 1 in each channel
    unbiased = layer.running_var.mean()
    biased = X.var(0, correction=0).mean()
    print(f"{n:5} {unbiased:18.2f} {biased:16.2f} {1:7}")
    assert abs(unbiased - 1) + abs(biased - 1 + 1 / n) < 0.05
X = torch.randn(100, 2) @ torch.tensor([[3, 1], [0, 0.5]]) + 6
outputs = BatchNorm(2)(X).detach()
assert torch.allclose(outputs.T.corrcoef(), X.T.corrcoef(), atol=1e-3)
plt.scatter(*X.T, s=9, color="C0", label="before")
plt.scatter(*outputs.T, s=9, color="C1", label="after")
plt.xlabel("feature 1")
plt.ylabel("feature 2")
plt.title("Each feature gets mean 0 and deviation 1")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:equal]
