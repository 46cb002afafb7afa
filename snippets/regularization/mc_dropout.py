# --8<-- [start:function]
import matplotlib.pyplot as plt
import torch
from torch import nn


@torch.no_grad()
def mc_dropout(
    model: nn.Module, X: torch.Tensor, n_samples: int = 100
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and spread of predictions with dropout left on.

    X: what the model takes. Both results have the shape of
    model(X); the spread is a standard deviation, in the units of
    the output. Every other layer (batch norm!) is in eval mode;
    the modes are put back at the end. Gal, Ghahramani 2016.
    """
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    kinds = nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d
    dropouts = [m for m, _ in modes if isinstance(m, kinds)]
    if not dropouts:
        raise ValueError("the model has no dropout layer")
    for module in dropouts:
        module.train()
    samples = torch.stack([model(X) for _ in range(n_samples)])
    for module, training in modes:
        module.training = training
    return samples.mean(0), samples.std(0)


# --8<-- [end:function]
# --8<-- [start:run]
grid = torch.linspace(-5, 5, 101)
places = {
    "on the data": (grid.abs() >= 1) & (grid.abs() <= 2),
    "in the gap": grid.abs() < 0.5,
    "far away": grid.abs() > 4,
}
rows = []
for seed in range(5):
    torch.manual_seed(seed)
    X = torch.cat([torch.rand(50, 1) - 2, torch.rand(50, 1) + 1])
    y = torch.sin(2 * X) + 0.1 * torch.randn_like(X)
    layers = nn.Linear(1, 64), nn.ReLU(), nn.Dropout(0.1)
    model = nn.Sequential(*layers, nn.Linear(64, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(300):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    mean, spread = (t[:, 0] for t in mc_dropout(model, grid[:, None]))
    error = (mean - torch.sin(2 * grid)).abs()
    rows.append(
        [
            [t[i].mean() for t in (spread, error)]
            for i in places.values()
        ]
    )
assert model.training  # the modes are back
rows = torch.tensor(rows)  # (seed, place, [spread, error])
print("mean of 5 seeds   spread    error")
for place, (s, e) in zip(places, rows.mean(0), strict=True):
    print(f"{place:12}     {s:7.2f}  {e:7.1f}")
data, gap, far = rows.unbind(1)
assert (far[:, 0] > 3 * data[:, 0]).all()  # grows off the data
assert (gap[:, 0] < data[:, 0]).all()  # but not in the gap,
assert (gap[:, 1] > 2 * data[:, 1]).all()  # where the error is larger
assert (far[:, 1] > 2 * far[:, 0]).all()  # and far off it is too small

net = nn.Sequential(nn.BatchNorm1d(1), nn.Dropout(0.5))
mc_dropout(net, X)
assert net[0].running_mean == 0  # batch norm saw nothing

plt.fill_between(
    grid, mean - 2 * spread, mean + 2 * spread, color="C0", alpha=0.3
)
plt.plot(grid, mean, "C0", label="mean, and 2 spreads")
plt.plot(grid, torch.sin(2 * grid), "gray", label="truth")
plt.plot(X, y, "C1.", ms=3, label="training data")
plt.ylim(-6, 6)
plt.title("MC dropout: unsure far away, not in the gap")
plt.xlabel("x")
plt.ylabel("y")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:run]
