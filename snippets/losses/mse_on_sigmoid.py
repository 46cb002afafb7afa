import matplotlib.pyplot as plt
import torch
from torch.nn import functional as F


def squared(z, y):
    return F.mse_loss(z.sigmoid(), y, reduction="sum")


def cross_entropy(z, y):
    return F.binary_cross_entropy_with_logits(z, y, reduction="sum")


z = torch.linspace(-10, 10, 81).double().requires_grad_()
p = z.sigmoid().detach()
print(
    "target 1         slope at -10   at 0   100 steps from -10   from 0"
)
for name, f, formula, color in (
    ("cross-entropy", cross_entropy, p - 1, "C0"),
    ("MSE on sigmoid", squared, 2 * (p - 1) * p * (1 - p), "C1"),
):
    (slope,) = torch.autograd.grad(f(z, torch.ones_like(z)), z)
    assert torch.allclose(slope, formula, rtol=0, atol=1e-12)
    logits = torch.tensor([-10.0, 0.0], requires_grad=True)
    optimizer = torch.optim.SGD([logits], lr=1)
    for _ in range(100):
        loss = f(logits, torch.ones(2))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    wrong, unsure = logits.tolist()
    print(
        f"{name:16} {slope[0]:12.5f} {slope[40]:6.2f}"
        f"   logit {wrong:12.2f} {unsure:8.2f}"
    )
    plt.plot(z.detach(), slope.abs(), color, label=name)
assert slope.abs().max() < 0.3  # 8/27, where p is 1/3
assert wrong < -9.9 and unsure > 2  # MSE: stuck, and not stuck

plt.title("The more wrong, the less MSE pushes")
plt.xlabel("logit (target 1: left is wrong, right is right)")
plt.ylabel("size of the gradient")
plt.legend(loc="upper right")
plt.show()
