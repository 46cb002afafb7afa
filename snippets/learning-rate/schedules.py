import math

import matplotlib.pyplot as plt
import torch
from torch.optim import lr_scheduler as lrs


def warmup_cosine(i: int, warmup: int, n: int, floor: float) -> float:
    """Share of the base rate at step i: linear warm-up, then cosine.

    1 at step `warmup` < `n`, and `floor` from step `n` on.
    Sources: arXiv:1706.02677 (warm-up), arXiv:1608.03983 (cosine).
    """
    if i < warmup:
        return (i + 1) / (warmup + 1)
    share = min((i - warmup) / (n - warmup), 1)
    return floor + (1 - floor) * (1 + math.cos(math.pi * share)) / 2


def ease(share, end=0.0, start=1.0):  # half a cosine
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2


n = 40  # steps in all
schedules = {
    "Step": lambda opt: lrs.StepLR(opt, 10, gamma=0.3),
    "MultiStep": lambda opt: lrs.MultiStepLR(opt, [15, 30], gamma=0.3),
    "Exponential": lambda opt: lrs.ExponentialLR(opt, gamma=0.9),
    "Constant": lambda opt: lrs.ConstantLR(opt, 0.3, total_iters=10),
    "Linear": lambda opt: lrs.LinearLR(opt, 1, 0, total_iters=n),
    "Polynomial": lambda opt: lrs.PolynomialLR(opt, n, power=2),
    "Cosine": lambda opt: lrs.CosineAnnealingLR(opt, T_max=n),
    "Restarts": lambda opt: lrs.CosineAnnealingWarmRestarts(opt, 10, 3),
    "Cyclic": lambda opt: lrs.CyclicLR(opt, 0.1, 1, step_size_up=10),
    "OneCycle": lambda opt: lrs.OneCycleLR(opt, 1, total_steps=n),
    "Plateau": lambda opt: lrs.ReduceLROnPlateau(opt, patience=4),
    "Warm-up": lambda opt: lrs.SequentialLR(
        opt,
        [
            lrs.LinearLR(opt, 1 / 6, total_iters=5),
            lrs.CosineAnnealingLR(opt, n - 5, 0.1),
        ],
        milestones=[5],
    ),
}
formulas = {  # the rate at step i, where the highest is 1
    "Step": lambda i: 0.3 ** (i // 10),
    "MultiStep": lambda i: 0.3 ** ((i >= 15) + (i >= 30)),
    "Exponential": lambda i: 0.9**i,
    "Constant": lambda i: 0.3 if i < 10 else 1,
    "Linear": lambda i: 1 - i / n,
    "Polynomial": lambda i: (1 - i / n) ** 2,
    "Cosine": lambda i: ease(i / n),
    "Restarts": lambda i: ease(i / 10 if i < 10 else (i - 10) / 30),
    "Cyclic": lambda i: 1 - 0.9 * abs(i % 20 - 10) / 10,
    "OneCycle": lambda i: (
        ease(i / 11, 1, 0.04) if i < 11 else ease((i - 11) / 28, 4e-6)
    ),
    "Plateau": lambda i: 0.1 ** max((i - 11) // 5, 0),
    "Warm-up": lambda i: warmup_cosine(i, 5, n, 0.1),
}

print("rate at step   0    13    26    39 | 60, too late")
fig, axes = plt.subplots(6, 2, sharex=True, sharey=True)
fig.set_size_inches(5.4, 7.4)
for (name, make), ax in zip(schedules.items(), axes.flat, strict=True):
    opt = torch.optim.SGD([torch.zeros(1)], lr=1, momentum=0.9)
    scheduler, used = make(opt), []
    try:
        for i in range(61):
            used.append(opt.param_groups[0]["lr"])
            opt.step()
            if name == "Plateau":
                scheduler.step(max(10 - i, 0))  # a loss, flat from 10
            else:
                scheduler.step()
        late = f"{used[60]:.2f}"
    except ValueError as error:
        late = type(error).__name__
    for i, rate in enumerate(used[:n]):
        assert abs(rate - formulas[name](i)) < 1e-12
    row = "".join(f"{rate:6.2f}" for rate in used[:n:13])
    print(f"{name:11}{row} | {late}")
    ax.plot(used[:n], "C0", drawstyle="steps-post")
    ax.set_title(name, fontsize=10)
opt = torch.optim.SGD([torch.zeros(1)], lr=1)
own = lrs.LambdaLR(opt, lambda i: warmup_cosine(i, 5, n, 0.1))
for _ in range(60):
    opt.step()
    own.step()
print(f"the same by LambdaLR, at step 60: {own.get_last_lr()[0]:.2f}")
fig.supxlabel("step", fontsize=11)
fig.supylabel("learning rate, as a share of the highest", fontsize=11)
fig.suptitle("How twelve schedules move the rate", fontsize=12)
plt.show()
