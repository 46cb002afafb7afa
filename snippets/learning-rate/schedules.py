# --8<-- [start:idea]
from math import cos, pi

import torch
from torch.optim import lr_scheduler as lrs


def warmup_cosine(i, warmup, n, floor):
    if i < warmup:
        return (i + 1) / (warmup + 1)
    done = min((i - warmup) / (n - warmup), 1)
    return floor + (1 - floor) * (1 + cos(pi * done)) / 2


def warmup_stable_decay(i, warmup, n, decay):
    return max(min((i + 1) / (warmup + 1), 1, (n - i) / decay), 0)


def inverse_sqrt(i, warmup):
    return min((i + 1) / warmup, (warmup / (i + 1)) ** 0.5)


opt = torch.optim.SGD([torch.zeros(1)], lr=0.2)
scheduler = lrs.LambdaLR(opt, lambda i: warmup_cosine(i, 5, 40, 0.1))
for _ in range(40):
    opt.step()
    scheduler.step()
print(f"learning rate after 40 steps: {scheduler.get_last_lr()[0]:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
opt = torch.optim.SGD([torch.zeros(1)], lr=1)
ramp = lrs.LinearLR(opt, 1 / 6, total_iters=5)
fall = lrs.CosineAnnealingLR(opt, 35, eta_min=0.1)
scheduler = lrs.SequentialLR(opt, [ramp, fall], milestones=[5])
rates = []
for _ in range(61):
    rates.append(scheduler.get_last_lr()[0])
    opt.step()
    scheduler.step()

ours = [warmup_cosine(i, 5, 40, 0.1) for i in range(61)]
stable = [warmup_stable_decay(i, 5, 40, 10) for i in range(61)]
root = [inverse_sqrt(i, 5) for i in range(61)]
gap = torch.tensor(rates[:40]) - torch.tensor(ours[:40])
assert gap.abs().max() < 1e-6
print("rate at step         0    13    26    39 | 60, too late")
for name, row in (
    ("PyTorch's parts", rates),
    ("warmup_cosine", ours),
    ("stable, decay", stable),
    ("inverse_sqrt", root),
):
    cells = [f"{rate:5.2f}" for rate in row[:40:13]]
    print(f"{name:16}", *cells, f"| {row[60]:.2f}")
# --8<-- [end:evidence]
