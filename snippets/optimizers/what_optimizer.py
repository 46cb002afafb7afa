import matplotlib.pyplot as plt
import torch
from torch.nn import functional as F


class GradientDescent:
    """Plain gradient descent: w ← w − lr · gradient.

    `params` are tensors, `lr` is the step per unit of gradient. Every
    parameter needs a gradient.
    """

    def __init__(self, params: list[torch.Tensor], lr: float):
        self.params, self.lr = params, lr

    def zero_grad(self) -> None:
        for p in self.params:
            p.grad = None

    @torch.no_grad()
    def step(self) -> None:
        for p in self.params:
            p -= self.lr * p.grad


torch.manual_seed(0)
X = torch.randn(200, 2, dtype=torch.float64)
y = X @ torch.tensor([1.0, 2.0]).double()
y[X[:, 0] > 1] -= 6  # some targets are far off


def train(loss_fn, optimizer_class):  # path: (401, 2)
    w = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = optimizer_class([w], lr=0.05)
    path = [w.detach().clone()]
    for _ in range(400):
        loss = loss_fn(X @ w, y)
        optimizer.zero_grad()
        loss.backward()  # writes w.grad
        optimizer.step()  # reads w.grad, writes w
        path.append(w.detach().clone())
    return torch.stack(path)


sgd = train(F.mse_loss, GradientDescent)
adam = train(F.mse_loss, torch.optim.Adam)
huber = train(F.huber_loss, GradientDescent)
theirs = train(F.mse_loss, torch.optim.SGD)
assert torch.allclose(sgd, theirs, rtol=0, atol=1e-12)
assert (sgd[20] - adam[20]).norm() > 0.1  # one loss: two ways
assert (sgd[-1] - adam[-1]).norm() < 1e-3  # lead to one goal
assert (sgd[-1] - huber[-1]).norm() > 0.5  # another loss: another goal

paths = (
    ("MSE, SGD", sgd, "C0"),
    ("MSE, Adam", adam, "C2"),
    ("Huber, SGD", huber, "C0--"),
)
print("             step 20         step 400")
for name, path, style in paths:
    print(f"{name:10}", *(f"{w:7.2f}" for w in path[[20, 400]].ravel()))
    plt.plot(*path[::4].T, style, label=name)
    plt.plot(*path[-1], "*", color=style[:2], ms=13)

side = torch.linspace(-2, 3, 37).double()
grid = torch.cartesian_prod(side, side)
height = (grid @ X.T - y).square().mean(1).view(37, 37).T
rings = height.min() + torch.tensor([0.1, 0.4, 0.9, 1.6])
plt.contour(side, side, height, rings, colors="gray", linewidths=0.6)
plt.axis([-1.6, 2.6, -0.2, 2.4])
plt.title("The loss sets the goal, the optimizer the way")
plt.xlabel("first weight (contours: MSE)")
plt.ylabel("second weight")
plt.legend(loc="lower right")
plt.show()
