import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

torch.manual_seed(0)
n_steps, lr = 1000, 0.1
# 5000 independent weights that start at 1; the best value is 0
w = torch.ones(5_000).double()
model = nn.ParameterList([w]).requires_grad_(False)
decayed = nn.ParameterList([w.clone()]).requires_grad_(False)
optimizer = torch.optim.SGD(model.parameters(), lr)
cosine = torch.optim.SGD(decayed.parameters(), lr)
scheduler = CosineAnnealingLR(cosine, n_steps)
decays = 0.9, 0.99, 0.999
averages = [
    AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))
    for decay in decays
]

by_hand = w
errors = []  # mean squares, (step, [constant, cosine, *averages])
for i in range(n_steps):
    noise = torch.randn(5_000)
    for each in model, decayed:
        each[0].grad = each[0] + noise  # slope of w**2 / 2 + noise * w
    optimizer.step()
    cosine.step()
    scheduler.step()
    for average in averages:
        average.update_parameters(model)  # the first call copies
    w = model[0].clone()
    by_hand = 0.99 * by_hand + 0.01 * w if i else w
    weights = [w, decayed[0], *(mean.module[0] for mean in averages)]
    error = torch.stack(weights).square().mean(dim=1)
    errors.append(error)

difference = averages[1].module[0] - by_hand
assert difference.abs().max() < 1e-12
names = "constant rate", "cosine", *(f"average {d}" for d in decays)
print("noisy bowl, mean square error at the end")
for name, last in zip(names, error.tolist(), strict=True):
    print(f"{name:14} {last:.1g}")
floor, keep = lr / (2 - lr), 0.99 * (1 - lr)
share = 0.01 / 1.99 * (1 + keep) / (1 - keep)
assert abs(error[0] / floor - 1) < 0.1
assert abs(error[3] / (floor * share) - 1) < 0.1

styles = "C0-", "C5-", "C4:", "C4-", "C4--"
curves = torch.stack(errors)[::20].T
for name, curve, style in zip(names, curves, styles, strict=True):
    plt.plot(range(1, n_steps, 20), curve, style, label=name)
plt.yscale("log")
plt.title("The average goes below the noise")
plt.xlabel("step")
plt.ylabel("mean square error of the weights")
plt.ylim(0.002, 12)
plt.legend(loc="upper right", ncols=2)
plt.show()
