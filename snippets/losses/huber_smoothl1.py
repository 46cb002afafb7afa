# --8<-- [start:idea]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
error = torch.tensor(5.0, requires_grad=True)
target = torch.tensor(0.0)
print("error 5         Huber  slope   SmoothL1  slope")
for threshold in (0.25, 1, 3):
    huber = F.huber_loss(error, target, delta=threshold)
    smooth = F.smooth_l1_loss(error, target, beta=threshold)
    (a,) = torch.autograd.grad(huber, error)
    (b,) = torch.autograd.grad(smooth, error)
    row = f"{huber:5.2f}  {a:5.2f}  {smooth:9.2f}  {b:5.2f}"
    print(f"threshold {threshold:<4}  {row}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_diabetes
from torch import nn

X, y = (torch.tensor(a) for a in load_diabetes(return_X_y=True))
X, y = X / X.std(0), (y - y.mean()) / y.std()  # (442, 10), (442,)


def train(optimizer_class, lr, loss_fn):
    model = nn.Linear(10, 1).double()
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for _ in range(50):
        optimizer.zero_grad()
        loss_fn(model(X).squeeze(1), y).backward()
        optimizer.step()
    return model.weight


huber, smooth = nn.HuberLoss(delta=0.25), nn.SmoothL1Loss(beta=0.25)
gaps = []
print("threshold 0.25, 50 steps: largest gap between the weights")
for optimizer_class, lr in (
    (torch.optim.SGD, 0.4),
    (torch.optim.Adam, 0.01),
):
    weights = train(optimizer_class, lr, smooth)
    for factor in (1, 4):
        other = train(optimizer_class, lr * factor, huber)
        gap = (weights - other).abs().max().item()
        gaps.append(gap)
        name = optimizer_class.__name__
        print(f"{name:4}  Huber's rate x {factor}  {gap:.3f}")
assert gaps[0] > 0.04 and gaps[1] < 1e-12  # SGD
assert gaps[2] < 1e-5 and gaps[3] > 0.04  # Adam

r = torch.linspace(-5, 5, 51)
smooth = torch.where(r.abs() < 3, r**2 / 6, r.abs() - 1.5)
huber = F.huber_loss(r, 0 * r, delta=3, reduction="none")
assert torch.allclose(huber, 3 * smooth) and huber[0] == huber[-1]
plt.plot(r, huber, label="Huber, delta 3")
plt.plot(r, smooth, label="SmoothL1, beta 3")
plt.title("Huber is SmoothL1 times its threshold")
plt.xlabel("error (prediction minus target)")
plt.ylabel("loss")
plt.legend(loc="upper center")
plt.show()
# --8<-- [end:evidence]
