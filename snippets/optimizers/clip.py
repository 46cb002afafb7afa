# --8<-- [start:idea]
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_


def train(clip):
    """SGD on a recurrence of 20 turns whose loss has a cliff."""
    params = torch.tensor([1.1, 0.5]).double().requires_grad_()
    optimizer = torch.optim.SGD([params], lr=0.01)
    for _ in range(100):
        h = 1
        for _ in range(20):
            h = params[0] * h + params[1]
        loss = (h - 0.5) ** 2
        optimizer.zero_grad()
        loss.backward()
        if clip:  # after backward, before the step
            clip_grad_norm_([params], max_norm=1.0)
        optimizer.step()
    return loss.item()


print(f"final loss: bare {train(False)}, clipped {train(True):.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import math

import matplotlib.pyplot as plt

assert math.isnan(train(clip=False)) and train(clip=True) < 1e-6

# Two kinds, on the gradient of a weight and a bias
param = torch.zeros(2)  # its values do not matter
before = torch.tensor([4.0, 1.0])
max_norm = 1
norm = clip_grad_norm_([param], max_norm)
print(f"before backward() there is nothing to clip: norm {norm:.0f}")
param.grad = before.clone()
returned = clip_grad_norm_([param], max_norm)
by_norm = param.grad.clone()
print(f"returned: the norm before clipping, {returned:.2f}")
param.grad = before.clone()
clip_grad_value_([param], max_norm)
for name, arrow, color in (
    ("as it was", before, "gray"),
    ("by norm", by_norm, "C0"),
    ("by value", param.grad, "C1"),
):
    cosine = torch.cosine_similarity(arrow, before, dim=0)
    numbers = f"{arrow[0]:.2f}  {arrow[1]:.2f}"
    print(f"{name:10} {numbers}  cosine to before {cosine:.2f}")
    style = {"arrowstyle": "->", "color": color, "lw": 2}
    plt.annotate("", arrow.tolist(), (0, 0), arrowprops=style)
    plt.text(*arrow, name, color=color, ha="left", va="bottom")

plt.axis((0, 4.9, 0, 1.3))
plt.title("By norm shortens, by value also turns")
plt.xlabel("gradient of the weight")
plt.ylabel("gradient of the bias")
plt.show()
# --8<-- [end:evidence]
