# --8<-- [start:idea]
import textwrap
import warnings

import torch
from sklearn.datasets import load_diabetes
from torch import nn

X, y = load_diabetes(return_X_y=True)
X = torch.tensor(X / X.std(axis=0)).float()  # (442, 10)
y = torch.tensor((y - y.mean()) / y.std()).float()  # (442,)

perfect = y[:, None]  # (442, 1), as a model with one output gives it
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    loss = nn.MSELoss()(perfect, y)  # (442, 1) against (442,)
print("difference has shape", tuple((perfect - y).shape))
print(f"loss of a perfect prediction {loss:.2f}")
right = nn.MSELoss()(perfect.squeeze(1), y)
print(f"with squeeze(1)              {right:.2f}")
print(textwrap.fill(f"UserWarning: {caught[0].message}", 64))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(squeeze, seed):
    """Predictions and targets of the test rows, both (142,)."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([300, 142])
    model = nn.Linear(10, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for batch in rows.repeat(10).split(30):  # 10 epochs
        output = model(X[batch])  # (30, 1)
        if squeeze:
            output = output.squeeze(1)  # (30,), as y[batch]
        loss = (output - y[batch]).square().mean()  # no warning here
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(X[test]).detach().squeeze(1), y[test]


print("5 splits              test MSE   spread of the predictions")
for name, color in (("(N,), (N,)", "C0"), ("(N, 1), (N,)", "C1")):
    runs = [train(name == "(N,), (N,)", seed) for seed in range(5)]
    mse = torch.stack([(p - t).square().mean() for p, t in runs])
    spread = torch.stack([p.std() for p, _ in runs])
    print(f"{name:13} {mse.mean():16.2f} {spread.mean():12.2f}")
    if name == "(N,), (N,)":
        assert mse.max() < 0.7 and spread.min() > 0.5
    else:
        assert mse.min() > 0.75 and spread.max() < 0.2
    predictions, targets = runs[0]
    plt.plot(targets, predictions, ".", ms=4, color=color, label=name)

plt.title("Broadcast targets: it predicts the mean")
plt.xlabel("target (standard deviations from the mean)")
plt.ylabel("prediction (same unit), one split")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
