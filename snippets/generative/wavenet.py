# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import pad


class CausalConv(nn.Conv1d):
    """A Conv1d whose output at time t sees inputs up to t only."""

    def forward(self, x):  # (batch, channels, time)
        past = (self.kernel_size[0] - 1) * self.dilation[0]
        return super().forward(pad(x, (past, 0)))  # zeros on the left


def stack(dilations):
    layers = [CausalConv(1, 1, 2, dilation=d) for d in dilations]
    return nn.Sequential(*layers)


def inputs_seen(model, time=1500, length=3000):
    """Which inputs have a gradient from the output at this time."""
    x = torch.zeros(1, 1, length, requires_grad=True)
    (grad,) = torch.autograd.grad(model(x)[0, 0, time], x)
    return grad[0, 0].nonzero()[:, 0] - time


torch.manual_seed(0)
for dilations in ([1] * 10, [2**k for k in range(10)]):
    seen = inputs_seen(stack(dilations))
    print(f"ten layers see {len(seen)} inputs, {seen[0]} to {seen[-1]}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def loss_after(dilations, period, seed):  # for the next number
    torch.manual_seed(seed)
    layers = []
    for n_in, d in zip([1, 16, 16, 16], dilations, strict=True):
        layers += [CausalConv(n_in, 16, 2, dilation=d), nn.ReLU()]
    model = nn.Sequential(*layers, nn.Conv1d(16, 1, 1)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        x = torch.randn(16, 1, period).double().repeat(1, 1, 4)
        off = model(x[:, :, :-1]) - x[:, :, 1:]
        loss = off[:, :, period:].square().mean()  # after one period
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


far = []
print("highest loss of 3 seeds  period 4  period 12")
for dilations in ([1, 1, 1, 1], [1, 2, 4, 8]):
    near = [loss_after(dilations, 4, seed) for seed in range(3)]
    far.append([loss_after(dilations, 12, seed) for seed in range(3)])
    print(
        f"dilations {dilations} {max(near):10.2f} {max(far[-1]):10.2f}"
    )
    assert max(near) < 0.05
assert min(far[0]) > 0.6 and max(far[1]) < 0.05
reach = {0}
for level, d in enumerate([8, 4, 2, 1]):
    for t in reach:
        plt.plot([t, t - d], [-level, -level - 1], "o-C0")
        plt.plot([t, t], [-level, -level - 1], "o-C0")
    reach = reach | {t - d for t in reach}
plt.xlabel("time, up to now")
plt.yticks(range(-4, 1), ["input", "1", "2", "4", "8"])
plt.ylabel("dilation")
plt.title("Four layers, sixteen inputs, none from the future")
plt.show()
# --8<-- [end:evidence]
