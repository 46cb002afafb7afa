# --8<-- [start:idea]
import torch
from torch.nn import functional as F

logits = torch.tensor([-10.0, 0.0], requires_grad=True)
y = torch.ones(2)
losses = {
    "cross-entropy": F.binary_cross_entropy_with_logits(logits, y),
    "MSE on sigmoid": F.mse_loss(logits.sigmoid(), y),
}
print("target 1         slope at logit -10   at 0")
for name, loss in losses.items():
    (slope,) = torch.autograd.grad(2 * loss, logits)  # a sum, no mean
    print(f"{name:15} {slope[0]:19.5f} {slope[1]:6.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def mse_on_sigmoid(z, y):
    return F.mse_loss(z.sigmoid(), y, reduction="sum")


def cross_entropy(z, y):
    return F.binary_cross_entropy_with_logits(z, y, reduction="sum")


z = torch.linspace(-10, 10, 81).double().requires_grad_()
p = z.sigmoid().detach()
formulas = {
    cross_entropy: p - 1,
    mse_on_sigmoid: 2 * (p - 1) * p * (1 - p),
}
print("after 100 steps  rate  from -10  from 0")
for loss_fn, lr in (
    (cross_entropy, 1),
    (mse_on_sigmoid, 1),
    (mse_on_sigmoid, 3),
):
    logits = torch.tensor([-10.0, 0.0], requires_grad=True)
    optimizer = torch.optim.SGD([logits], lr=lr)
    for _ in range(100):
        optimizer.zero_grad()
        loss_fn(logits, y).backward()
        optimizer.step()
    wrong, unsure = logits.tolist()
    name = loss_fn.__name__.replace("_", " ")
    print(f"{name:15} {lr:5} {wrong:9.2f} {unsure:7.2f}")
    assert unsure > 2 and (wrong < -9.9) == (loss_fn is mse_on_sigmoid)

for loss_fn, formula in formulas.items():
    (slope,) = torch.autograd.grad(loss_fn(z, torch.ones_like(z)), z)
    assert torch.allclose(slope, formula, rtol=0, atol=1e-12)
    name = loss_fn.__name__.replace("_", " ")
    plt.plot(z.detach(), slope.abs(), label=name)
print(f"steepest slope of the squared error {slope.abs().max():.2f}")
plt.title("The more wrong, the less MSE pushes")
plt.xlabel("logit (target 1: left is wrong, right is right)")
plt.ylabel("size of the gradient")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
