import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from torch.nn import functional as F

r = torch.linspace(-5, 5, 101).double().requires_grad_()  # errors
zero = torch.zeros_like(r)
print("at an error of 5      Huber    SmoothL1")
for beta in (0.25, 1, 3):
    huber = F.huber_loss(r, zero, delta=beta, reduction="none")
    smooth = F.smooth_l1_loss(r, zero, beta=beta, reduction="none")
    (a,) = torch.autograd.grad(huber.sum(), r)
    (b,) = torch.autograd.grad(smooth.sum(), r)
    assert torch.allclose(huber, beta * smooth, rtol=1e-12)
    assert torch.allclose(a, beta * b, rtol=1e-12)  # and the slopes
    for word, left, right in ("value", huber, smooth), ("slope", a, b):
        line = f"threshold {beta:<4}  {word} {left[-1]:5.2f}"
        print(f"{line}  {right[-1]:10.2f}")
    lines = beta * (r.abs() - beta / 2)  # the formula, written out
    formula = torch.where(r.abs() <= beta, r**2 / 2, lines)
    assert torch.allclose(huber, formula, rtol=1e-12)

tiny, huge = 1e-9, 1e9  # the limits: SmoothL1 to L1, Huber to MSE / 2
l1, mse = F.l1_loss(r, zero), F.mse_loss(r, zero)
assert F.smooth_l1_loss(r, zero, beta=tiny).isclose(l1)
assert F.huber_loss(r, zero, delta=tiny) < tiny * 5
assert F.huber_loss(r, zero, delta=huge).isclose(mse / 2)
assert F.smooth_l1_loss(r, zero, beta=huge) < tiny * 5

X, y = (torch.tensor(a) for a in load_diabetes(return_X_y=True))
X, y = X / X.std(0), (y - y.mean()) / y.std()  # (442, 10), (442,)


def train(optimizer, lr, loss, **options):
    w = torch.zeros(10, dtype=X.dtype, requires_grad=True)
    optimizer = optimizer([w], lr=lr)
    for _ in range(50):
        optimizer.zero_grad()
        loss(X @ w, y, **options).backward()
        optimizer.step()
    return w.detach()


SGD, Adam = torch.optim.SGD, torch.optim.Adam
print("threshold 0.25, 50 steps: largest gap between the weights")
for optimizer, lr, factor, low, high in (
    (SGD, 0.4, 1, 0.05, 0.07),
    (SGD, 0.4, 4, 0, 1e-12),
    (Adam, 0.01, 1, 0, 1e-5),
):
    one = train(optimizer, lr, F.smooth_l1_loss, beta=0.25)
    two = train(optimizer, lr * factor, F.huber_loss, delta=0.25)
    gap = (one - two).abs().max()
    assert low <= gap <= high
    print(f"{optimizer.__name__:4}  Huber's rate x {factor}  {gap:.3f}")

x, huber, smooth = r.detach(), huber.detach(), smooth.detach()
plt.plot(x, huber, "C0", label="Huber, delta 3")
plt.plot(x, smooth, "C1", label="SmoothL1, beta 3")
plt.plot(x[::5], 3 * smooth[::5], "C1.", label="3 times SmoothL1")
plt.title("Huber is SmoothL1 times its threshold")
plt.xlabel("error (prediction minus target)")
plt.ylabel("loss")
plt.legend(loc="upper center")
plt.show()
