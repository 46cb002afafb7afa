import torch
from torch import nn


class BatchNorm(nn.Module):
    """Batch norm of inputs (batch, channels, ...) as in PyTorch."""

    def __init__(self, n_channels: int, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(n_channels))  # gamma
        self.bias = nn.Parameter(torch.zeros(n_channels))  # beta
        self.register_buffer("running_mean", torch.zeros(n_channels))
        self.register_buffer("running_var", torch.ones(n_channels))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        mean, var = self.running_mean, self.running_var
        if self.training:
            dims = [0, *range(2, X.dim())]  # all but the channels
            mean, var = X.mean(dims), X.var(dims, correction=0)
            with torch.no_grad():
                self.running_mean.lerp_(mean, self.momentum)
                self.running_var.lerp_(X.var(dims), self.momentum)
        scale = self.weight / (var + self.eps).sqrt()
        shift = self.bias - mean * scale
        shape = (1, -1) + (1,) * (X.dim() - 2)
        return X * scale.view(shape) + shift.view(shape)


torch.manual_seed(0)
ours, theirs = BatchNorm(3).double(), nn.BatchNorm2d(3).double()
layers = nn.ModuleList([ours, theirs])
optimizer = torch.optim.SGD(layers.parameters(), lr=0.1)
for step in range(6):
    layers.train(step < 4)  # then two steps in evaluation mode
    X = 2 * torch.randn(8, 3, 4, 4, dtype=torch.double) + 5
    target = torch.randn_like(X)
    optimizer.zero_grad()
    for layer in layers:
        (layer(X) - target).square().mean().backward()
    optimizer.step()
    for name, values in ours.state_dict().items():
        assert torch.allclose(values, theirs.state_dict()[name])
mean, gamma = ours.running_mean.mean(), ours.weight.mean()
print(f"after six steps: running mean {mean:.2f}, gamma {gamma:.2f}")

print("batch   running variance   biased version   truth")
for n in (2, 4, 32):
    layer = nn.BatchNorm1d(50_000, momentum=1)  # forget the start
    X = torch.randn(n, 50_000)  # variance 1 in each channel
    layer(X)
    unbiased = layer.running_var.mean()
    biased = X.var(0, correction=0).mean()
    print(f"{n:5} {unbiased:18.2f} {biased:16.2f} {1:7}")
