# --8<-- [start:idea]
import torch
from torch import nn

candidates = torch.arange(-50, 500) / 10
losses = {
    "MSE": nn.MSELoss(reduction="none"),
    "MAE": nn.L1Loss(reduction="none"),
    "Huber, delta 1": nn.HuberLoss(reduction="none"),
    "Huber, delta 10": nn.HuberLoss(reduction="none", delta=10),
}


def costs(loss_fn, y):
    """Mean loss over the last axis of y, for each candidate."""
    rows = [loss_fn(c.expand(y.shape), y) for c in candidates]
    return torch.stack(rows).mean(-1)


y = torch.tensor([0.0, 1, 2, 3, 100])
for name, loss_fn in losses.items():
    best = candidates[costs(loss_fn, y).argmin()]
    print(f"{name:15} predicts {best:4.1f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

for i, (name, loss_fn) in enumerate(losses.items()):
    cost = costs(loss_fn, y)
    style = "--" if name == "Huber, delta 1" else "-"
    curve = cost[::5] / cost.min()  # each touches 1 at its best
    plt.plot(candidates[::5], curve, f"C{i}{style}", label=name)
plt.title("One outlier moves the mean, not the median")
plt.xlabel("constant prediction for 0, 1, 2, 3, 100")
plt.ylabel("cost (1 = lowest)")
plt.ylim(0.95, 2)
plt.legend(loc="upper left")
plt.show()

torch.manual_seed(0)
noise = torch.randn(400, 25)  # 400 data sets; the true value is 0
wild = torch.where(torch.rand(400, 25) < 0.1, 10 * noise, noise)
print("typical error     MSE   MAE  Huber, delta 1")
for name, y in (("normal noise", noise), ("a tenth wild", wild)):
    errors = [
        candidates[costs(loss_fn, y).argmin(0)].square().mean().sqrt()
        for loss_fn in losses.values()
    ]
    mse, mae, huber, _ = errors
    print(f"{name:15}  {mse:.2f}  {mae:.2f}  {huber:.2f}")
    if name == "normal noise":
        assert mse < 0.9 * mae and mse < huber < mae
    else:
        assert mse > 2 * mae and huber < mae
# --8<-- [end:evidence]
