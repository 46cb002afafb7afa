import matplotlib.pyplot as plt
import torch

torch.manual_seed(0)
steps = 1000
constant = torch.tensor([1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01])
t = torch.arange(steps)
cosine = 0.5 * (1 + torch.cos(torch.pi * t / steps)) / 2
rates = torch.column_stack([constant.repeat(steps, 1), cosine])
curvature = torch.tensor([1, 0.02])  # a steep and a flat direction
curves = []
for scale in (0, 1):  # without and with noise
    w = torch.full((8, 1000, 2), 20.0)  # (rate, run, direction)
    curve = []
    for lr in rates:  # (8,)
        losses = (curvature * w**2).sum(dim=2) / 2
        curve.append(losses.mean(dim=1))
        noise = scale * curvature.sqrt() * torch.randn(1000, 2)
        w -= lr[:, None, None] * (curvature * w + noise)
    curves.append(torch.stack(curve))  # (steps, 8)
quiet, noisy = curves[0][-1], curves[1][-1]
steep = w[:, :, 0].square().mean(dim=1)  # E[w^2]
floor = rates[-1] / (2 - rates[-1])

names = [f"constant {lr:.2f}" for lr in constant] + ["cosine from 0.5"]
print("rate              E[w^2]   floor      loss  no noise")
for i, name in enumerate(names):
    row = f"{steep[i]:8.4f} {floor[i]:7.4f} "
    print(f"{name:15} {row}{noisy[i]:9.4f} {quiet[i]:9.4f}")
    if i in (1, 3, 6, 7):
        color = "C0" if i == 7 else "gray"
        plt.plot(range(0, steps, 10), curves[1][::10, i], color)
        up = 1.6 if i in (1, 6) else 0.3
        plt.text(990, up * noisy[i], name, color=color, ha="right")
assert ((steep / floor)[:7] - 1).abs().max() < 0.2
assert noisy[7] < noisy[:7].min() / 10
assert quiet[1] < noisy[7] / 100

plt.yscale("log")
plt.ylim(0.001, 400)
plt.title("Fast at first, then quiet: let the rate fall")
plt.xlabel("step")
plt.ylabel("loss, mean of 1000 runs")
plt.show()
