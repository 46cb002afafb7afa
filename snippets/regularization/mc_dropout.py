# --8<-- [start:idea]
import torch
from torch import nn


@torch.no_grad()
def mc_dropout(model, X, n_samples=100):
    """Mean and spread of predictions, with dropout left on.

    Both have the shape of model(X). All other layers (batch norm!)
    are in evaluation mode; the mode of the model is put back.
    """
    training = model.training
    model.eval()
    for module in model.modules():
        if isinstance(module, (nn.Dropout, nn.Dropout1d, nn.Dropout2d)):
            module.train()
    samples = torch.stack([model(X) for _ in range(n_samples)])
    model.train(training)
    return samples.mean(0), samples.std(0)


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(1, 8), nn.Dropout(), nn.Linear(8, 1))
mean, spread = mc_dropout(model, torch.ones(2, 1))
print(f"mean {mean[0, 0]:.2f}, spread {spread[0, 0]:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

net = nn.Sequential(nn.BatchNorm1d(1), nn.Dropout())
mean, spread = mc_dropout(net, 5 * torch.ones(4, 1))
print(f"{len(mean)} rows after batch norm: spread {spread.mean():.1f}")
assert net[0].running_mean == 0  # batch norm saw nothing
assert net[0].training and net[1].training
grid = torch.linspace(-5, 5, 101)[:, None]
x, truth = grid[:, 0], torch.sin(2 * grid)
places = (x.abs() - 1.5).abs() < 0.5, x.abs() < 0.5, x.abs() > 4
runs = []
for seed in range(5):
    torch.manual_seed(seed)
    X = torch.cat([torch.rand(50, 1) - 2, torch.rand(50, 1) + 1])
    y = torch.sin(2 * X) + 0.1 * torch.randn_like(X)
    hidden = nn.Linear(1, 64), nn.ReLU(), nn.Dropout(0.1)
    model = nn.Sequential(*hidden, nn.Linear(64, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(300):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(X), y).backward()
        optimizer.step()
    mean, spread = mc_dropout(model, grid)
    both = torch.cat([spread, (mean - truth).abs()], dim=1)
    runs.append(torch.stack([both[i].mean(0) for i in places]))
data, gap, far = torch.stack(runs, dim=1)  # (seed, spread or error)
print("mean of 5 seeds  spread   error")
print("on the data  {:10.2f} {:7.1f}".format(*data.mean(0)))
print("in the gap   {:10.2f} {:7.1f}".format(*gap.mean(0)))
print("far away     {:10.2f} {:7.1f}".format(*far.mean(0)))
assert (far[:, 0] > 3 * data[:, 0]).all()  # grows off the data
assert (gap[:, 0] < data[:, 0]).all()  # but not in the gap,
assert (gap[:, 1] > 2 * data[:, 1]).all()  # where the error is larger
assert (far[:, 1] > 2 * far[:, 0]).all()  # and far off it is too small
plt.errorbar(x, mean[:, 0], 2 * spread[:, 0], label="mean, 2 spreads")
plt.plot(x, truth, "gray", label="truth")
plt.plot(X, y, "C1.", label="training data")
plt.title("MC dropout: unsure far away, not in the gap")
plt.xlabel("x")
plt.ylabel("y")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
