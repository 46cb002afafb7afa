import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_iris
from torch.nn import functional as F

torch.manual_seed(0)
X, y = load_iris(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y)  # float64 (150, 4), (150,)
X = (X - X.mean(0)) / X.std(0)
X = torch.cat([X, torch.ones(150, 1)], dim=1)  # ones for the bias
W = torch.zeros(5, 3, dtype=X.dtype, requires_grad=True)


def measure(W):
    logits = X @ W  # (150, 3)
    loss = F.cross_entropy(logits, y, reduction="none")
    metric = (logits.argmax(1) == y).double().mean()  # accuracy
    guess = torch.distributions.Categorical(logits=logits).sample()
    reward = (guess == y).double()  # 1 if it is right, else 0
    return loss, loss.mean(), metric, reward


for _ in range(100):  # gradient descent with learning rate 1
    (gradient,) = torch.autograd.grad(measure(W)[1], W)
    W.data -= gradient
names = "loss", "cost", "metric", "reward"
for name, value in zip(names, measure(W), strict=True):
    has = "gradient" if value.requires_grad else "no gradient"
    print(f"{name:6}  {value.numel():3} numbers  {has:11}", end="")
    print(f"  mean {value.mean():.2f}")
try:
    measure(W)[2].backward()  # the accuracy
except RuntimeError as error:
    print(error)

shifts, d = torch.arange(-80, 81) * 0.075, 1e-6
values, slopes = torch.zeros(2, 161, 2).double()
for i, shift in enumerate(shifts):
    one = W.detach().clone()
    one[2, 1] += shift  # the weight from petal length to class 1
    values[i] = torch.stack(measure(one)[1:3])  # cost, accuracy
    one[2, 1] += d
    slopes[i] = (torch.stack(measure(one)[1:3]) - values[i]) / d
zero = (slopes == 0).double().mean(0)
print(f"slope is 0  cost {zero[0]:.0%}  metric {zero[1]:.0%}")
assert zero.tolist() == [0, 1]
for i in (0, 80, 160):  # moved by -6, 0, 6
    print(f"moved by {shifts[i]:2.0f}", end="  ")
    print("cost {:.2f}  metric {:.2f}".format(*values[i]))
(gradient,) = torch.autograd.grad(measure(W)[1], W)
assert slopes[80, 0].isclose(gradient[2, 1], rtol=1e-3)

fig, axes = plt.subplots(2, sharex=True)
axes[0].plot(shifts, values[:, 0], "C0")
axes[1].step(shifts, values[:, 1], "C1", where="mid")
axes[0].set_title("The cost has a slope, accuracy has steps")
axes[0].set_ylabel("cost (nats)")
axes[1].set_ylabel("accuracy (share)")
axes[1].set_xlabel("change of one weight")
plt.show()
