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
from functools import partial

import matplotlib.pyplot as plt

n = 40  # steps in all


def sequence(opt):  # warm-up and cosine from PyTorch's parts
    ramp = lrs.LinearLR(opt, 1 / 6, total_iters=5)
    fall = lrs.CosineAnnealingLR(opt, n - 5, 0.1)
    return lrs.SequentialLR(opt, [ramp, fall], milestones=[5])


cosine = partial(warmup_cosine, warmup=5, n=n, floor=0.1)
wsd = partial(warmup_stable_decay, warmup=5, n=n, decay=10)
root = partial(inverse_sqrt, warmup=5)
cycle = {"base_lr": 0.1, "max_lr": 1, "step_size_up": 10}
line = {"start_factor": 1, "end_factor": 0, "total_iters": n}
schedules = {
    "Step": partial(lrs.StepLR, step_size=10, gamma=0.3),
    "MultiStep": partial(lrs.MultiStepLR, milestones=[15, 30]),
    "Exponential": partial(lrs.ExponentialLR, gamma=0.9),
    "Constant": partial(lrs.ConstantLR, factor=0.3, total_iters=10),
    "Linear": partial(lrs.LinearLR, **line),
    "Polynomial": partial(lrs.PolynomialLR, total_iters=n, power=2),
    "Cosine": partial(lrs.CosineAnnealingLR, T_max=n),
    "Restarts": partial(
        lrs.CosineAnnealingWarmRestarts, T_0=10, T_mult=3
    ),
    "Cyclic": partial(lrs.CyclicLR, **cycle),
    "OneCycle": partial(lrs.OneCycleLR, max_lr=1, total_steps=n),
    "Plateau": partial(lrs.ReduceLROnPlateau, patience=4),
    "Sequential": sequence,
    "Warm-up": partial(lrs.LambdaLR, lr_lambda=cosine),
    "Stable": partial(lrs.LambdaLR, lr_lambda=wsd),
    "Inverse root": partial(lrs.LambdaLR, lr_lambda=root),
}
fig, axes = plt.subplots(5, 3, sharex=True, sharey=True)
fig.set_size_inches(5.4, 7.4)
used = {}
print("rate at step    0    13    26    39 | 60, too late")
for ax, name in zip(axes.flat, schedules, strict=True):
    opt = torch.optim.SGD([torch.zeros(1)], lr=1, momentum=0.9)
    scheduler, rates = schedules[name](opt), []
    try:
        for i in range(61):
            rates.append(opt.param_groups[0]["lr"])
            opt.step()
            loss = [max(10 - i, 0)] if name == "Plateau" else []
            scheduler.step(*loss)
        late = f"{rates[60]:.2f}"
    except ValueError as error:
        late = str(error).split(".")[0]
    used[name] = rates[:n]
    row = "".join(f"{rate:6.2f}" for rate in rates[:n:13])
    print(f"{name:12}{row} | {late}")
    ax.plot(used[name], drawstyle="steps-post")
    ax.set_title(name, fontsize=10)
one, other = torch.tensor([used["Sequential"], used["Warm-up"]])
assert torch.allclose(one, other)
fig.supxlabel("step", fontsize=11)
fig.supylabel("learning rate, as a share of the highest", fontsize=11)
fig.suptitle("How fifteen schedules move the rate", fontsize=12)
plt.show()
# --8<-- [end:evidence]
