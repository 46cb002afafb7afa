# --8<-- [start:idea]
import torch
from torch import nn

beta = torch.linspace(1e-4, 0.2, 100).double()  # noise of step t
abar = (1 - beta).cumprod(0)  # what is left of the data's variance


def loss_at(model, t):
    x0 = torch.randn(len(t), 2).sign() + 0.1 * torch.randn(len(t), 2)
    noise = torch.randn(len(t), 2)
    x = abar[t].sqrt() * x0 + (1 - abar[t]).sqrt() * noise
    return (model(torch.cat([x, t / 100], 1)) - noise).square().mean()


def train(steps):
    layers = nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 2)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        loss_at(model, torch.randint(100, (256, 1))).backward()
        optimizer.step()
    return model


torch.manual_seed(0)
print(f"loss {loss_at(train(300), torch.arange(100)[:, None]):.2f}")


# --8<-- [end:idea]
# --8<-- [start:sample]
@torch.no_grad()
def sample(model, noisy=True):
    """From noise to data: 500 points after each step."""
    x = torch.randn(500, 2).double()
    points = [x]
    for t in reversed(range(100)):
        time = torch.full((500, 1), t / 100)
        noise = model(torch.cat([x, time], 1))
        x = x - beta[t] / (1 - abar[t]).sqrt() * noise
        x = x / (1 - beta[t]).sqrt()
        if noisy and t > 0:
            x = x + beta[t].sqrt() * torch.randn(500, 2)
        points.append(x)
    return points


def judge(x):
    """Share within 0.3 of a corner; share of the rarest corner."""
    near = (x.abs() - 1).norm(dim=1) < 0.3
    corner = (x > 0).long() @ torch.tensor([1, 2])
    rarest = corner.bincount(minlength=4).min() / len(x)
    return near.double().mean().item(), rarest.item()


# --8<-- [end:sample]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

table = []
print("2 seeds     loss  near a corner  rarest corner")
for steps in (30, 100, 300, 800):
    runs = []
    for seed in range(2):
        torch.manual_seed(seed)
        model = train(steps)
        loss = loss_at(model, torch.randint(100, (5000, 1))).item()
        points = sample(model)
        runs.append([loss, *judge(points[-1])])
    table.append(torch.tensor(runs).mean(0))
    loss, near, rarest = table[-1]
    print(f"{steps:4} steps  {loss:.2f} {near:14.0%} {rarest:14.0%}")
_, rarest = judge(sample(model, noisy=False)[-1])
print(f"no noise added in sampling: rarest corner {rarest:.0%}")
assert rarest < 0.05
by_time = []
for t in (0, 20, 50, 99):
    by_time.append(loss_at(model, torch.full((5000, 1), t)))
    print(f"loss at t = {t:2}: {by_time[-1]:.2f}")

loss, near, rarest = torch.stack(table).T
assert loss[1] - loss[3] < 0.12 and loss[3] > 0.1
assert near[1] < 0.4 and near[3] > 0.7 and rarest[3] > 0.12
assert by_time[0] > 0.8 and by_time[3] < 0.1
figure, axes = plt.subplots(2, 2, sharex=True, sharey=True)
for axis, step in zip(axes.flat, (0, 80, 90, 100), strict=True):
    axis.plot(*points[step].T, ".", markersize=2)
    axis.set_title(f"step {step}")
figure.suptitle("500 samples, from noise to four corners")
plt.show()
# --8<-- [end:evidence]
