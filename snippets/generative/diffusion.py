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


def train(steps, seed=0):
    torch.manual_seed(seed)
    layers = nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 2)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        loss_at(model, torch.randint(100, (256, 1))).backward()
        optimizer.step()
    return model


print(f"loss {loss_at(train(300), torch.arange(100)[:, None]):.2f}")


# --8<-- [end:idea]
# --8<-- [start:sample]
@torch.no_grad()
def sample(model):  # from noise to data: 500 points after each step
    x = torch.randn(500, 2).double()
    points = [x]
    for t in reversed(range(100)):
        noise = model(torch.cat([x, torch.full((500, 1), t / 100)], 1))
        x = x - beta[t] / (1 - abar[t]).sqrt() * noise
        x = x / (1 - beta[t]).sqrt()
        if t > 0:
            x = x + beta[t].sqrt() * torch.randn(500, 2)
        points.append(x)
    return points


# --8<-- [end:sample]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

times = [torch.full((5000, 1), t) for t in (0, 20, 50, 99)]
times.append(torch.randint(100, (5000, 1)))
table = []
print(
    "2 seeds         near   loss: t = 0     20      50      99    all"
)
for steps in (30, 100, 300, 800):
    runs = []
    for seed in range(2):
        model = train(steps, seed)
        points = sample(model)
        near = (points[-1].abs() - 1).norm(dim=1) < 0.3
        losses = [loss_at(model, t).item() for t in times]
        runs.append([near.double().mean().item(), *losses])
    table.append(torch.tensor(runs).mean(0))
    print(f"{steps:3} steps  ", *[f"{x:7.2f}" for x in table[-1]])
near, start, _, _, end, loss = torch.stack(table).T
assert 0.1 < loss[3] and loss[1] - loss[3] < 0.12 and end[3] < 0.1
assert near[1] < 0.4 and near[3] > 0.7 and start[3] > 0.8
figure, axes = plt.subplots(2, 2, sharex=True, sharey=True)
for axis, step in zip(axes.flat, (0, 80, 90, 100), strict=True):
    axis.plot(*points[step].T, ".", markersize=2)
    axis.set_title(f"step {step}")
figure.suptitle("500 samples, from noise to four corners")
plt.show()
# --8<-- [end:evidence]
