# --8<-- [start:warn]
import textwrap
import warnings

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from torch import nn
from torch.nn import functional as F

X, y = load_diabetes(return_X_y=True)
X = torch.tensor(X * len(X) ** 0.5, dtype=torch.float32)  # (442, 10)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32)

output = y[:, None]  # (442, 1): a perfect prediction, from one unit
difference = output - y
print("difference has shape", tuple(difference.shape))
for loss_of in nn.MSELoss(), nn.L1Loss(), nn.HuberLoss():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        loss = loss_of(output, y)  # (442, 1) against (442,)
    right = loss_of(output, y[:, None])
    print(f"{loss_of!s:11} {loss:.2f} instead of {right:.2f}")
    assert len(caught) == 1
print(textwrap.fill(f"UserWarning: {caught[0].message}", 64))
by_hand = difference.abs().mean()
print(f"L1 by hand: {by_hand:.2f}, and no warning")
# --8<-- [end:warn]


# --8<-- [start:train]
def train(fixed, seed):
    """Predictions and targets of the test rows, both (142,)."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([300, 142])
    model = nn.Linear(10, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for i in train.repeat(10).split(30):  # 10 epochs
        output = model(X[i])  # (30, 1)
        if fixed:
            output = output.squeeze(1)  # (30,), as y[i]
        loss = (output - y[i]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(X[test]).detach().squeeze(1), y[test]


print("5 splits              test MSE   spread of the predictions")
names = "fixed: (N,), (N,)", "trap: (N, 1), (N,)"
for i, name in enumerate(names):
    runs = [train(i == 0, seed) for seed in range(5)]
    mse = torch.stack([F.mse_loss(p, t) for p, t in runs])
    spread = torch.stack([p.std() for p, _ in runs])
    print(f"{name:18} {mse.mean():11.2f} {spread.mean():12.2f}")
    if i == 0:
        assert mse.max() < 0.7 and spread.min() > 0.5
    else:
        assert mse.min() > 0.75 and spread.max() < 0.2
    plt.plot(*runs[0][::-1], ".", ms=4, color=f"C{i}", label=name)

plt.title("Broadcast targets: it predicts the mean")
plt.xlabel("target (standard deviations from the mean)")
plt.ylabel("prediction (same unit), one split")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:train]
