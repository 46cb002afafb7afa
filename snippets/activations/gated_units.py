# --8<-- [start:idea]
import torch
import torch.nn.functional as F
from torch import nn


class SwiGLU(nn.Module):
    """Feed-forward block with a gate, (..., d) -> (..., d)."""

    def __init__(self, d: int, n_hidden: int):
        super().__init__()
        self.gate = nn.Linear(d, n_hidden)
        self.value = nn.Linear(d, n_hidden)
        self.out = nn.Linear(n_hidden, d)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.out(F.silu(self.gate(x)) * self.value(x))


def mlp(d, n_hidden):
    layers = nn.Linear(d, n_hidden), nn.SiLU(), nn.Linear(n_hidden, d)
    return nn.Sequential(*layers)


torch.manual_seed(0)
for make, n_hidden in ((mlp, 48), (SwiGLU, 32)):
    size = sum(p.numel() for p in make(16, n_hidden).parameters())
    print(f"{make.__name__:6} {n_hidden} hidden units, {size} weights")
# --8<-- [end:idea]
# --8<-- [start:evidence]
value, gate = torch.randn(2, 5, 16)
glu = F.glu(torch.cat([value, gate], dim=-1))
assert torch.allclose(glu, value * torch.sigmoid(gate))


def make_target(task, a, b):
    return a * b if task == "product" else a.abs()


def error_left(make, n_hidden, task, lr, seed):
    """Share of the target's variance that is left after training."""
    torch.manual_seed(seed)
    A, B = torch.linalg.qr(torch.randn(2, 16, 16)).Q  # two rotations
    model = make(16, n_hidden)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0, 250)
    for _ in range(250):
        x = torch.randn(128, 16)  # fresh data each step
        loss = F.mse_loss(model(x), make_target(task, x @ A, x @ B))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    with torch.no_grad():
        x = torch.randn(2000, 16)
        y = make_target(task, x @ A, x @ B)
        return (F.mse_loss(model(x), y) / y.var()).item()


print("error left, share of variance   lr    4 seeds")
for task in ("product", "absolute value"):
    means = []
    for make, n_hidden in ((mlp, 48), (SwiGLU, 32)):
        arm = make, n_hidden, task
        rates = (0.01, 0.03, 0.1, 0.3)
        tries = [error_left(*arm, lr, seed=9) for lr in rates]
        best = rates[tries.index(min(tries))]
        assert 0.01 < best < 0.3  # no pick at the edge
        errors = [error_left(*arm, best, seed) for seed in range(4)]
        errors = torch.tensor(errors)
        means.append(errors.mean())
        se = errors.std() / 4**0.5
        print(f"{task:14}  {make.__name__:6}", end="")
        print(f" {best:13}  {errors.mean():6.1%} ± {se:.2%}")
    plain, gated = means
    if task == "product":
        assert plain > 2 * gated
    else:
        assert gated > 4 * plain
# --8<-- [end:evidence]
