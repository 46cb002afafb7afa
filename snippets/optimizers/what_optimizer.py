# --8<-- [start:idea]
import torch
from torch.nn.functional import huber_loss, mse_loss
from torch.optim import SGD, Adam

torch.manual_seed(0)
X = torch.randn(200, 2, dtype=torch.float64)
y = X @ torch.tensor([1.0, 2.0]).double()
y[X[:, 0] > 1] -= 6  # some targets are far off


def fit(loss_fn, optimizer_class):
    w = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer, path = optimizer_class([w], lr=0.05), []
    for _ in range(401):
        path.append(w.detach().clone())
        optimizer.zero_grad()
        loss_fn(X @ w, y).backward()  # writes w.grad
        optimizer.step()  # reads w.grad, writes w
    return torch.stack(path)


print("MSE, SGD   ", fit(mse_loss, SGD)[-1])
print("MSE, Adam  ", fit(mse_loss, Adam)[-1])
print("Huber, SGD ", fit(huber_loss, SGD)[-1])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


class GradientDescent:
    """w ← w − lr · gradient; every parameter needs a gradient."""

    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p in self.params:
            p -= self.lr * p.grad


sgd, adam = fit(mse_loss, GradientDescent), fit(mse_loss, Adam)
huber = fit(huber_loss, GradientDescent)
off = (sgd - fit(mse_loss, SGD)).abs().max()
print(f"own class against torch.optim.SGD: {off:.0e} apart")
assert off < 1e-12
for n in (20, 400):
    ways = (sgd[n] - adam[n]).norm(), (sgd[n] - huber[n]).norm()
    print(f"step {n:3}: Adam {ways[0]:.2f} from SGD,", end=" ")
    print(f"Huber {ways[1]:.2f} from MSE")
assert (sgd[20] - adam[20]).norm() > 0.1  # one loss: two ways
assert (sgd[-1] - adam[-1]).norm() < 1e-3  # lead to one goal
assert (sgd[-1] - huber[-1]).norm() > 0.5  # another loss

plt.plot(*sgd[::4].T, "C0.-", label="MSE, SGD")
plt.plot(*adam[::4].T, "C2.-", label="MSE, Adam")
plt.plot(*huber[::4].T, "C0.--", label="Huber, SGD")
side = torch.linspace(-2, 3, 37).double()
grid = torch.cartesian_prod(side, side)
height = (grid @ X.T - y).square().mean(dim=1).view(37, 37).T
rings = height.min() + torch.tensor([0.1, 0.4, 0.9, 1.6])
plt.contour(side, side, height, rings, colors="gray", linewidths=0.6)
plt.axis([-1.6, 2.6, -0.2, 2.4])
plt.title("The loss sets the goal, the optimizer the way")
plt.xlabel("first weight (contours: MSE)")
plt.ylabel("second weight")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
