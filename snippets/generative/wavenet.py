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

same = nn.Sequential(
    *[nn.Conv1d(1, 1, 3, padding="same", dilation=d) for d in (1, 2, 4)]
)
seen = inputs_seen(same)
print(f'padding="same": {seen[0]} to {seen[-1]}, into the future')
assert seen[-1] == 7 and inputs_seen(stack([1, 2, 4]))[-1] == 0

x, model = torch.randn(1, 1, 100), stack([1, 2, 4, 8])
at_once = model(x)[0, 0]
one_by_one = [model(x[:, :, : t + 1])[0, 0, -1] for t in range(100)]
torch.testing.assert_close(at_once, torch.stack(one_by_one))


def loss_after(dilations, period, seed):
    """Of predicting the next number of random periodic signals."""
    torch.manual_seed(seed)
    layers, n_in = [], 1
    for d in dilations:
        layers += [CausalConv(n_in, 16, 2, dilation=d), nn.ReLU()]
        n_in = 16
    model = nn.Sequential(*layers, nn.Conv1d(n_in, 1, 1)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        x = torch.randn(16, 1, period).double().repeat(1, 1, 4)
        guess, target = model(x[:, :, :-1]), x[:, :, 1:]
        off = (guess - target)[:, :, period:]  # the first is unknown
        loss = off.square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


print("loss, 3 seeds        period 4     period 12")
for dilations in ([1, 1, 1, 1], [1, 2, 4, 8]):
    print(f"dilations {dilations}", end="")
    for period in (4, 12):
        runs = [loss_after(dilations, period, k) for k in range(3)]
        print(f"{min(runs):7.2f} to {max(runs):.2f}", end="")
        if period < 1 + sum(dilations):
            assert max(runs) < 0.05
        else:
            assert min(runs) > 0.6
    print()

reach = {0}
for level, d in enumerate([8, 4, 2, 1]):
    for t in reach:
        plt.plot([t, t], [-level, -level - 1], "o-C0")
        plt.plot([t, t - d], [-level, -level - 1], "o-C0")
    reach = reach | {t - d for t in reach}
plt.xlabel("time, up to now")
plt.yticks(range(-4, 1), ["input", "1", "2", "4", "8"])
plt.ylabel("dilation")
plt.title("Four layers, sixteen inputs, none from the future")
plt.show()
# --8<-- [end:evidence]
