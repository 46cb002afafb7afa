# --8<-- [start:compare]
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn import functional as F

bce, bce_logits = nn.BCELoss(), nn.BCEWithLogitsLoss()
print("target  logit   BCELoss  slope   BCEWithLogitsLoss  slope")
for target, at in (0, 16), (0, 17), (0, 30), (1, -17), (1, -30):
    z = torch.tensor(float(at), requires_grad=True)
    y = torch.tensor(float(target))
    a, b = bce(z.sigmoid(), y), bce_logits(z, y)
    slope_a, *_ = torch.autograd.grad(a, z)
    slope_b, *_ = torch.autograd.grad(b, z)
    print(
        f"{target:6}{at:7}{a:10.1f}{slope_a:7.1f}"
        f"{b:20.1f}{slope_b:7.1f}"
    )
for name in "bfloat16", "float16", "float32":
    z = torch.arange(40).to(getattr(torch, name))
    first = z[z.sigmoid() == 1][0]
    print(f"{name:8} sigmoid is exactly 1 from logit {first:.0f} on")

z, y = torch.linspace(-5, 40, 91), torch.zeros(91)
clamped = F.binary_cross_entropy(z.sigmoid(), y, reduction="none")
exact = F.binary_cross_entropy_with_logits(z, y, reduction="none")
assert clamped[0] < 0.01 and (clamped[z > 16.9] == 100).all()
assert exact[0] < 0.01 and exact[-1] == 40
plt.plot(z, clamped, color="C1", label="BCELoss of sigmoid")
plt.plot(z, exact, color="C0", label="with logits")
plt.title("From 17 on, BCELoss is a cliff and then flat")
plt.xlabel("logit (target 0: right is wrong)")
plt.ylabel("loss of one example (nats)")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:compare]


# --8<-- [start:function]
def bce_with_logits(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Mean binary cross-entropy, straight from the logits.

    z: logits of any shape. y: targets in [0, 1], of the same shape.
    """
    return ((1 - y) * z - F.logsigmoid(z)).mean()


z = torch.linspace(-50, 50, 101).double().requires_grad_()
y = torch.linspace(0, 1, 101).double()
ours, theirs = bce_with_logits(z, y), bce_logits(z, y)
assert torch.allclose(ours, theirs, rtol=0, atol=1e-12)
slope, *_ = torch.autograd.grad(ours, z)
torch_slope, *_ = torch.autograd.grad(theirs, z)
assert torch.allclose(slope, torch_slope, rtol=0, atol=1e-12)
# --8<-- [end:function]
# --8<-- [start:errors]
z, y = torch.zeros(8, 1), torch.ones(8, dtype=torch.int64)
for title, target in ("y", y), ("y[:, None]", y[:, None]):
    try:
        bce_logits(z, target)
    except (RuntimeError, ValueError) as error:
        print(f"{title}: {type(error).__name__}\n    {error}")
loss = bce_logits(z, y[:, None].float())
print(f"y[:, None].float(): loss {loss:.3f}")

for yes in (1.0, 0.0):  # a perfect probability, taken for a logit
    loss = bce_logits(torch.tensor(yes), torch.tensor(yes))
    print(f"sigmoid twice, target {yes:.0f}: loss at best {loss:.3f}")
# --8<-- [end:errors]
