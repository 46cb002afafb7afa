# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
steps, size = 8, 16  # a sequence of 8 vectors of 16 numbers
layers = {
    "dense": nn.Linear(steps * size, steps * size),
    "convolution": nn.Conv1d(
        size, size, 3, padding=1, padding_mode="circular"
    ),
    "recurrent": nn.GRU(size, size),
    "attention": nn.MultiheadAttention(size, 1),
}
for name, layer in layers.items():
    n = sum(p.numel() for p in layer.parameters())
    print(f"{name:11} {n:6,} parameters")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def run(name, x):
    """(steps, size) to the same shape, whatever the layer wants."""
    layer = layers[name].double()
    if name == "dense":
        return layer(x.flatten()).reshape(x.shape)
    if name == "convolution":
        return layer(x.mT).mT
    return (layer(x, x, x) if name == "attention" else layer(x))[0]


def differ(a, b):
    return not torch.allclose(a, b)


x = torch.randn(steps, size).double()
order = torch.arange(steps).flip(0)
longer = torch.randn(11, size).double()
print("             rolled  orders  later steps  length 11")
found, sees = {}, {}
for name in layers:
    y = run(name, x)
    late = x.clone()
    late[-1] = 0  # the last step changes: does an earlier one?
    moves = differ(run(name, x.roll(1, 0)), y.roll(1, 0))
    sorts = differ(run(name, x[order]), y[order])
    ahead = differ(run(name, late)[:-1], y[:-1])
    try:
        length = run(name, longer).shape == longer.shape
    except RuntimeError:
        length = False
    found[name] = [not moves, not sorts, not ahead, length]
    told = ["yes" if holds else "no" for holds in found[name]]
    print(
        f"{name:11}  {told[0]:6}  {told[1]:6}  {told[2]:11}  {told[3]}"
    )
    jacobian = torch.autograd.functional.jacobian(
        lambda x, name=name: run(name, x), x
    )  # (steps, size, steps, size)
    seen = jacobian.abs().sum((1, 3)) > 1e-12
    count = {"convolution": 24, "recurrent": 36}.get(name, 64)
    assert seen.sum() == count
    sees[name] = seen
assert found["convolution"] == [True, False, False, True]
assert found["recurrent"] == [False, False, True, True]
assert found["attention"] == [True, True, False, True]
assert not any(found["dense"])

fig, axes = plt.subplots(2, 2, figsize=(6, 6), layout="constrained")
for ax, (name, seen) in zip(axes.flat, sees.items(), strict=True):
    after, before = seen.nonzero().T
    ax.plot(before + 1, after + 1, "s")
    ax.set(title=name, xlabel="input step", ylabel="output step")
fig.suptitle("Which steps each output sees")
plt.show()
# --8<-- [end:evidence]
