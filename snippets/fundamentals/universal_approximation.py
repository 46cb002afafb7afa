# --8<-- [start:idea]
import torch


def target(x):
    return torch.sin(40 * x)


def build(n):
    """One hidden layer of n ReLUs through n + 1 points of target."""
    knots = torch.linspace(0, 1, n + 1, dtype=torch.float64)
    slopes = target(knots).diff() * n
    steps = torch.cat([slopes[:1], slopes.diff()])  # changes of slope
    return lambda x: torch.relu(x[:, None] - knots[:-1]) @ steps


x = torch.linspace(0, 1, 10_001, dtype=torch.float64)
print("units, built   largest error   bound")
for n in (8, 32, 128, 256):
    error = (build(n)(x) - target(x)).abs().max()
    bound = 40**2 / (8 * n**2)  # |f''| h² / 8
    print(f"{n:12}   {error:13.4f}   {bound:.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch import nn

assert error <= bound
far = torch.tensor([1.2, 2.0])
beyond = (build(64)(far) - target(far)).abs()
print(f"64 built, off by {beyond[0]:.1f} at 1.2, {beyond[1]:.1f} at 2")
assert beyond[0] > 1 and beyond[1] > 10

inputs = torch.linspace(0, 1, 400, dtype=torch.float64)[:, None]


def train(outputs, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(1, 64), nn.ReLU(), nn.Linear(64, 1))
    model.double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(600):
        loss = nn.functional.mse_loss(model(inputs), outputs)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(inputs).detach()


worst = {}
for k in (2, 40):
    outputs = torch.sin(k * inputs)
    runs = [train(outputs, seed) for seed in range(3)]
    errors = [(run - outputs).abs().max().item() for run in runs]
    told = ", ".join(f"{error:.2g}" for error in errors)
    print(f"64 trained on sin {k}x, 3 starts: off by {told}")
    worst[k] = errors
assert min(worst[40]) > 0.5 and max(worst[2]) < 0.1

plt.plot(inputs, outputs, "gray", lw=4, label="target")
plt.plot(x, build(64)(x), "C0", label="64 units, built")
plt.plot(inputs, runs[0], "C3", label="64 units, trained")
plt.xlabel("x")
plt.ylabel("sin 40x")
plt.title("The network exists; this training does not find it")
plt.ylim(-1.2, 2.2)
plt.legend(loc="upper center")
plt.show()
# --8<-- [end:evidence]
