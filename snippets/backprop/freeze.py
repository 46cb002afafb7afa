# --8<-- [start:idea]
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

torch.manual_seed(0)
X = torch.eye(64)  # (rows, features)


def flops_of_a_step(frozen):
    """Forward and backward of 7 layers, some of them frozen."""
    layers = [nn.Linear(64, 64) for _ in range(6)]
    model = nn.Sequential(*layers, nn.Linear(64, 10))
    for layer in model[frozen]:
        layer.requires_grad_(False)
    with FlopCounterMode(display=False) as counter:
        model(X).norm().backward()
    return counter.get_total_flops()


whole = flops_of_a_step(slice(0))
body, head = flops_of_a_step(slice(6)), flops_of_a_step(slice(6, None))
print(f"body frozen: {body / whole:.0%} of a step")
print(f"head frozen: {head / whole:.0%} of a step")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def frozen_after_a_step(old_gradient, optimizer_class):
    """A weight after its last step, and after the next one."""
    weight, other = (
        nn.Parameter(torch.ones(1)),
        nn.Parameter(torch.ones(1)),
    )
    optimizer = optimizer_class([weight, other], lr=0.1)
    (2 * weight + other).backward()
    optimizer.step()
    last = weight.item()
    weight.requires_grad_(False)
    if old_gradient == "None":
        weight.grad = None
    elif old_gradient == "zero":
        weight.grad.zero_()
    (2 * weight + other).backward()  # the other one learns on
    optimizer.step()
    return last, weight.item()


print("gradient  optimizer  frozen at  a step later")
for old_gradient in ("kept", "zero", "None"):
    for optimizer in (torch.optim.Adam, torch.optim.AdamW):
        last, later = frozen_after_a_step(old_gradient, optimizer)
        name = optimizer.__name__
        print(f"{old_gradient:8}  {name:9}  {last:9.3f}  {later:12.3f}")
        assert (last == later) == (old_gradient == "None")

norm = nn.BatchNorm1d(64).requires_grad_(False)
norm(torch.ones(64, 64))
learns = any(p.requires_grad for p in norm.parameters())
print(
    f"batch norm learns: {learns}, its mean: {norm.running_mean[0]:.3f}"
)

counts = range(7)
costs = [flops_of_a_step(slice(n)) / whole for n in counts]
plt.bar(counts, costs, color="C0")
plt.xlabel("layers frozen, counted from the input (of 7)")
plt.ylabel("FLOPs, share of a full step")
plt.title("Freezing from the input saves up to two thirds")
plt.show()
assert costs[0] == 1 and costs == sorted(costs, reverse=True)
# --8<-- [end:evidence]
