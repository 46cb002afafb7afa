# --8<-- [start:constant]
import matplotlib.pyplot as plt
import torch
from torch.nn import functional as F


def best_constant(loss, candidates, y, **options):
    """The candidate of least cost: y (..., n) gives (...)."""
    pairs = torch.broadcast_tensors(
        candidates[:, None], y[..., None, :]
    )
    costs = loss(*pairs, reduction="none", **options).mean(-1)
    return candidates[costs.argmin(-1)], costs


y = torch.tensor([0.0, 1, 2, 3, 100])
candidates = torch.arange(0, 500) / 10
print(f"{len(candidates)} constants, up to {candidates[-1]:.1f}")
for name, loss, options, expected, line in (
    ("MSE", F.mse_loss, {}, y.mean(), "C0"),
    ("MAE", F.l1_loss, {}, y.median(), "C1"),
    ("Huber, delta 1", F.huber_loss, {"delta": 1}, 2, "C2--"),
    ("Huber, delta 10", F.huber_loss, {"delta": 10}, 4, "C3"),
):
    best, costs = best_constant(loss, candidates, y, **options)
    assert abs(best - expected) < 0.01
    print(f"{name:15}  predicts {best:4.1f}")
    costs = (costs / costs.min())[::5]  # each touches 1 at its best
    plt.plot(candidates[::5], costs, line, label=name)
    plt.plot(best, 1, "o", color=line[:2])
plt.title("One outlier moves the mean, not the median")
plt.xlabel("constant prediction for 0, 1, 2, 3, 100")
plt.ylabel("cost (1 = lowest)")
plt.axis([-3, 66, 0.95, 2])
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:constant]
# --8<-- [start:noise]
torch.manual_seed(0)
candidates = torch.linspace(-2, 2, 101)
noise = torch.randn(400, 25)  # 400 data sets; the true value is 0
wild = torch.where(torch.rand(400, 25) < 0.1, 10 * noise, noise)
print("typical error    MSE   MAE   Huber")
for name, y in ("normal noise ", noise), ("a tenth wild ", wild):
    mse, mae, huber = (
        best_constant(loss, candidates, y)[0].square().mean().sqrt()
        for loss in (F.mse_loss, F.l1_loss, F.huber_loss)
    )
    print(f"{name}   {mse:.2f}  {mae:.2f}  {huber:.2f}")
    assert huber < mae  # on both
    assert (mse < 0.9 * mae) if y is noise else (mse > 2 * mae)
# --8<-- [end:noise]
