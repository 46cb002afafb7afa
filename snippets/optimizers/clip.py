import matplotlib.pyplot as plt
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

# 1. Two kinds, on the gradient of a weight and a bias
param = torch.zeros(2)  # its values do not matter
before = torch.tensor([4.0, 1.0])
param.grad = before.clone()
returned = clip_grad_norm_([param], max_norm=1)
by_norm = param.grad.clone()
assert returned == before.norm()  # the one before clipping
assert torch.allclose(by_norm, before / (before.norm() + 1e-6))
clip_grad_norm_([param], max_norm=9)
assert torch.equal(param.grad, by_norm)  # short enough: untouched
param.grad = before.clone()
clip_grad_value_([param], clip_value=1)
by_value = param.grad

print(f"returned: the norm before clipping, {returned:.2f}")
for name, arrow, color, at in (
    ("as it was", before, "gray", (2.9, 0.9)),
    ("by norm", by_norm, "C0", (1.1, 0.15)),
    ("by value", by_value, "C1", (1.1, 1.0)),
):
    cosine = torch.cosine_similarity(arrow, before, dim=0)
    numbers = f"{arrow[0]:.2f}  {arrow[1]:.2f}"
    print(f"{name:10} {numbers}  cosine to before {cosine:.2f}")
    style = {"arrowstyle": "->", "color": color, "lw": 2}
    plt.annotate("", arrow.tolist(), (0, 0), arrowprops=style)
    plt.text(*at, name, color=color)

# 2. Where in the loop: a recurrence whose loss has a cliff
final = {}
for place in "never", "before backward", "after step", "between":
    params = torch.tensor([1.1, 0.5]).double().requires_grad_()
    optimizer = torch.optim.SGD([params], lr=0.01)
    norms = []
    for _ in range(100):
        optimizer.zero_grad()
        if place == "before backward":
            norms.append(clip_grad_norm_([params], max_norm=1))
        h = 1
        for _ in range(20):
            h = params[0] * h + params[1]
        loss = (h - 0.5) ** 2
        loss.backward()
        if place == "between":  # the right place
            norms.append(clip_grad_norm_([params], max_norm=1))
        optimizer.step()
        if place == "after step":
            norms.append(clip_grad_norm_([params], max_norm=1))
    final[place] = loss.item()
    first = f"norm at first {norms[0]:.2g}" if norms else ""
    print(f"clip {place:15}  loss {loss:.1g}  {first}")
right = final.pop("between")
assert right < 1e-6 and all(loss != loss for loss in final.values())

plt.axis((-0.1, 4.4, -0.1, 1.3))
plt.title("By norm shortens, by value also turns")
plt.xlabel("gradient of the weight")
plt.ylabel("gradient of the bias")
plt.show()
