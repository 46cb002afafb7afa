# --8<-- [start:idea]
import torch
from torch import nn

bce, bce_logits = nn.BCELoss(), nn.BCEWithLogitsLoss()
print("target  logit   BCELoss  slope   BCEWithLogitsLoss  slope")
for target, at in ((0, 16), (0, 17), (0, 30), (1, -17), (1, -30)):
    y = torch.tensor([float(target)])
    z = torch.tensor([float(at)], requires_grad=True)
    row = f"{target:6} {at:6}"
    for loss in (bce(z.sigmoid(), y), bce_logits(z, y)):
        (slope,) = torch.autograd.grad(loss, z)
        row += f"  {loss:8.1f} {slope.item():6.1f}"
    print(row)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.nn import functional as F

for dtype in (torch.bfloat16, torch.float16, torch.float32):
    z = torch.arange(40).to(dtype)
    first = z[z.sigmoid() == 1][0]
    print(f"{dtype!s:14}  sigmoid is exactly 1 from {first:.0f} on")
for yes in (1.0, 0.0):  # a perfect probability, taken for a logit
    loss = bce_logits(torch.tensor(yes), torch.tensor(yes))
    print(f"sigmoid twice, target {yes:.0f}: loss at best {loss:.3f}")

z, y = torch.linspace(-5, 40, 91), torch.zeros(91)
clamped = F.binary_cross_entropy(z.sigmoid(), y, reduction="none")
exact = F.binary_cross_entropy_with_logits(z, y, reduction="none")
assert torch.allclose(exact, z - F.logsigmoid(z))  # the formula, y = 0
assert (clamped[z > 16.9] == 100).all() and exact[-1] == 40
assert clamped[0] < 0.01  # and next to nothing where it is right
plt.plot(z, clamped, color="C1", label="BCELoss of sigmoid")
plt.plot(z, exact, color="C0", label="with logits")
plt.title("From 17 on, BCELoss is a cliff and then flat")
plt.xlabel("logit (target 0: right is wrong)")
plt.ylabel("loss of one example (nats)")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
# --8<-- [start:errors]
logits, y = torch.zeros(8, 1), torch.ones(8, dtype=torch.int64)
probs, yes = logits.sigmoid(), y[:, None].float()
for what, loss_fn, out, target in (
    ("shapes differ", bce_logits, logits, y),
    ("integers", bce_logits, logits, y[:, None]),
    ("shapes differ", bce, probs, y.float()),
    ("integers", bce, probs, y[:, None]),
    ("NumPy's float64", bce, probs, yes.double()),
    ("no sigmoid", bce, logits - 1, yes),
):
    try:
        loss_fn(out, target)
    except (RuntimeError, ValueError) as error:
        print(f"{loss_fn}, {what}:")
        print(f"    {type(error).__name__}: {error}")
print(f"right dtype and shape: loss {bce_logits(logits, yes):.3f}")
# --8<-- [end:errors]
