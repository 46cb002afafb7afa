# --8<-- [start:idea]
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

torch.manual_seed(0)
X = torch.randn(32, 64)


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
body, head = flops_of_a_step(slice(6)), flops_of_a_step(slice(6, 7))
print(f"body frozen: {body / whole:.0%} of a step")
print(f"head frozen: {head / whole:.0%} of a step")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def two_steps(between, optimizer_class, **options):
    """A weight of 1 after one step, and after a second one."""
    weight = nn.Parameter(torch.ones(1))
    optimizer = optimizer_class([weight], lr=0.1, **options)
    (2 * weight).sum().backward()
    optimizer.step()
    after_one = weight.item()
    between(weight)
    optimizer.step()
    return after_one, weight.item()


def frozen_only(weight):
    weight.requires_grad_(False)  # its .grad is still there


def frozen_and_none(weight):
    weight.requires_grad_(False)
    weight.grad = None


def zero_gradient(weight):
    weight.grad.zero_()  # what a detached branch would leave


for between in (frozen_only, frozen_and_none, zero_gradient):
    for optimizer in (torch.optim.Adam, torch.optim.AdamW):
        one, two = two_steps(between, optimizer)
        name = f"{between.__name__}, {optimizer.__name__}"
        print(f"{name:22}  {one:.3f} then {two:.3f}")
        assert (one == two) == (between is frozen_and_none)

norm = nn.BatchNorm1d(64).requires_grad_(False)
norm(X + 1)
print(f"frozen batch norm, mean moved: {bool(norm.running_mean.any())}")

counts = range(7)
costs = [flops_of_a_step(slice(n)) / whole for n in counts]
plt.bar(counts, costs, color="C0")
plt.xlabel("layers frozen, counted from the input (of 7)")
plt.ylabel("FLOPs, share of a full step")
plt.title("Freezing from the input saves up to two thirds")
plt.show()
assert costs == sorted(costs, reverse=True)
# --8<-- [end:evidence]
