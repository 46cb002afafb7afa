# --8<-- [start:idea]
import torch
from torch import nn
from torch.utils.data import DataLoader

torch.manual_seed(0)
y = torch.ones(65)
y[64] = 10  # the one row of the second batch
loss_fn = nn.MSELoss()

sum_of_means, total, n_rows = 0.0, 0.0, 0
loader = DataLoader(y, batch_size=64)
for y_batch in loader:
    loss = loss_fn(torch.zeros_like(y_batch), y_batch)
    sum_of_means += loss.item()
    total += loss.item() * len(y_batch)  # the sum over its rows
    n_rows += len(y_batch)
print(f"mean of the batches: {sum_of_means / len(loader):.2f}")
print(f"mean of the rows:    {total / n_rows:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def scores(pred, y):
    """F1, precision and accuracy; 0 where there is nothing to count."""
    hits = (pred & y).sum()
    f1 = 2 * hits / (pred.sum() + y.sum()).clamp(min=1)
    precision = hits / pred.sum().clamp(min=1)
    return torch.stack([f1, precision, (pred == y).float().mean()])


found = {8: [], 32: [], 128: [], 1024: []}
for seed in range(8):
    torch.manual_seed(seed)
    y = torch.rand(1024) < 0.1
    pred = torch.rand(1024) < torch.where(y, 0.7, 0.05)
    for size, rows in found.items():
        pairs = zip(pred.split(size), y.split(size), strict=True)
        batches = torch.stack([scores(*pair) for pair in pairs])
        rows.append(batches.mean(dim=0))
print("batches of    F1  precision  accuracy (8 seeds)")
for size, rows in found.items():
    means = torch.stack(rows)
    f1, precision, accuracy = means.mean(dim=0)
    print(f"{size:10}  {f1:.2f}  {precision:9.2f}  {accuracy:8.2f}")
    error = means[:, 0].std() / 8**0.5
    plt.bar(str(size), f1, yerr=error, color="C1")
small, whole = torch.stack(found[8]), torch.stack(found[1024])
assert (whole[:, :2] - small[:, :2]).mean(dim=0).min() > 0.15
assert torch.allclose(whole[:, 2], small[:, 2])
plt.xlabel("rows in a batch (1024: all at once)")
plt.ylabel("mean F1 of the batches")
plt.title("The same predictions, another F1")
plt.show()
# --8<-- [end:evidence]
