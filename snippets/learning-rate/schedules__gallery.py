import matplotlib.pyplot as plt
import torch
from torch.optim import lr_scheduler as lrs


def new():  # an optimizer for each schedule
    return torch.optim.SGD([torch.zeros(1)], lr=1, momentum=0.9)


def stable(i):  # warm-up, plateau, decay
    return max(min((i + 1) / 6, 1, (40 - i) / 10), 0)


def inverse_root(i):
    return min((i + 1) / 5, (5 / (i + 1)) ** 0.5)


opt = new()
ramp = lrs.LinearLR(opt, 1 / 6, total_iters=5)
fall = lrs.CosineAnnealingLR(opt, T_max=35, eta_min=0.1)
schedules = {
    "Step": lrs.StepLR(new(), 10, gamma=0.3),
    "MultiStep": lrs.MultiStepLR(new(), milestones=[15, 30]),
    "Exponential": lrs.ExponentialLR(new(), gamma=0.9),
    "Constant": lrs.ConstantLR(new(), 0.3, total_iters=10),
    "Linear": lrs.LinearLR(new(), 1, 0, total_iters=40),
    "Polynomial": lrs.PolynomialLR(new(), 40, power=2),
    "Cosine": lrs.CosineAnnealingLR(new(), T_max=40),
    "Restarts": lrs.CosineAnnealingWarmRestarts(new(), 10, T_mult=3),
    "Cyclic": lrs.CyclicLR(new(), 0.1, 1, step_size_up=10),
    "OneCycle": lrs.OneCycleLR(new(), 1, total_steps=40),
    "Plateau": lrs.ReduceLROnPlateau(new(), patience=4),
    "Warm-up": lrs.SequentialLR(opt, [ramp, fall], milestones=[5]),
    "Stable": lrs.LambdaLR(new(), stable),
    "Inverse root": lrs.LambdaLR(new(), inverse_root),
}
fig, axes = plt.subplots(5, 3, sharex=True, sharey=True)
fig.set_size_inches(5.4, 7.4)
axes[4, 2].axis("off")
print("rate at step    0    13    26    39 | 60, too late")
for ax, name in zip(axes.flat[:14], schedules, strict=True):
    scheduler, rates = schedules[name], []
    try:
        for i in range(61):
            rates += scheduler.get_last_lr()
            scheduler.optimizer.step()
            loss = [max(10 - i, 0)] if name == "Plateau" else []
            scheduler.step(*loss)
        late = f"{rates[60]:.2f}"
    except ValueError as error:
        late = str(error).split(".")[0]
    row = "".join(f"{rate:6.2f}" for rate in rates[:40:13])
    print(f"{name:12}{row} | {late}")
    ax.plot(rates[:40], drawstyle="steps-post")
    ax.set_title(name, fontsize=10)
fig.supxlabel("step", fontsize=11)
fig.supylabel("learning rate, as a share of the highest", fontsize=11)
fig.suptitle("How fourteen schedules move the rate", fontsize=12)
plt.show()
