# --8<-- [start:idea]
import torch
from torch import nn

T = 100
beta = torch.linspace(1e-4, 0.2, T).double()  # noise added in step t
abar = (1 - beta).cumprod(0)  # what is left of the data's variance


def train(steps):
    layers = nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 2)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        x0 = torch.randn(256, 2).sign() + 0.1 * torch.randn(256, 2)
        t, noise = torch.randint(T, (256, 1)), torch.randn(256, 2)
        x = abar[t].sqrt() * x0 + (1 - abar[t]).sqrt() * noise
        loss = (model(torch.cat([x, t / T], 1)) - noise).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model, loss.item()


torch.manual_seed(0)
print(f"loss of the last batch {train(300)[1]:.2f}")


# --8<-- [end:idea]
# --8<-- [start:sample]
@torch.no_grad()
def sample(model, n=500, noisy=True):
    """From noise to data; the points after each step."""
    x = torch.randn(n, 2).double()
    points = [x]
    for t in reversed(range(T)):
        time = torch.full((n, 1), t / T)
        noise = model(torch.cat([x, time], 1))
        x = x - beta[t] / (1 - abar[t]).sqrt() * noise
        x = x / (1 - beta[t]).sqrt()
        if noisy and t > 0:
            x = x + beta[t].sqrt() * torch.randn(n, 2)
        points.append(x)
    return points


def loss_at(model, t):
    """Mean loss for new data at the times t, of shape (n, 1)."""
    x0 = torch.randn(len(t), 2).sign() + 0.1 * torch.randn(len(t), 2)
    noise = torch.randn(len(t), 2)
    x = abar[t].sqrt() * x0 + (1 - abar[t]).sqrt() * noise
    guess = model(torch.cat([x, t / T], 1))
    return (guess - noise).square().mean().item()


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
print("3 seeds     loss  near a corner  rarest corner")
for steps in (30, 100, 300, 800):
    runs = []
    for seed in range(3):
        torch.manual_seed(seed)
        model, _ = train(steps)
        loss = loss_at(model, torch.randint(T, (5000, 1)))
        points = sample(model)
        runs.append([loss, *judge(points[-1])])
    table.append(torch.tensor(runs).mean(0))
    loss, near, rarest = table[-1]
    print(f"{steps:4} steps  {loss:.2f} {near:14.0%} {rarest:14.0%}")
without = judge(sample(model, noisy=False)[-1])
print(f"no noise added in sampling: rarest corner {without[1]:.0%}")
by_time = {}
for t in (0, 20, 50, 99):
    by_time[t] = loss_at(model, torch.full((5000, 1), t))
    print(f"loss at t = {t:2}: {by_time[t]:.2f}")

loss, near, rarest = torch.stack(table).T
assert loss[1] - loss[3] < 0.12 and loss[3] > 0.1
assert near[1] < 0.4 and near[3] > 0.7 and rarest[3] > 0.12
assert without[1] < 0.05 and by_time[0] > 0.8 and by_time[99] < 0.1
figure, axes = plt.subplots(2, 2, sharex=True, sharey=True)
for axis, step in zip(axes.flat, (0, 80, 90, 100), strict=True):
    axis.plot(*points[step].T, ".", markersize=2)
    axis.set_title(f"step {step}")
figure.suptitle("500 samples, from noise to four corners")
plt.show()
# --8<-- [end:evidence]
