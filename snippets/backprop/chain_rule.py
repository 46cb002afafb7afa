# --8<-- [start:idea]
import torch

x, target = torch.tensor(3.0), torch.tensor(2.0)
w = torch.tensor(0.4, requires_grad=True)


def forward(w):
    i = w * x
    o = i**2
    return i, o, (o - target) ** 2


i, o, loss = forward(w)
loss.backward()
with torch.no_grad():
    dl_do, do_di, di_dw = 2 * (o - target), 2 * i, x
    nudged = (forward(w + 1e-3)[2] - forward(w - 1e-3)[2]) / 2e-3
product = dl_do * do_di * di_dw
print(f"{dl_do:.2f} * {do_di:.2f} * {di_dw:.2f} = {product:.3f}")
print(f"autograd {w.grad:.3f}, nudging w {nudged:.3f}")
print(f"with do/dw as the last factor: {product * do_di:.3f}")
# --8<-- [end:idea]
# --8<-- [start:paths]
import itertools
import math

import matplotlib.pyplot as plt


def network(sizes):
    """Weight matrices, (out, in), of a tanh network without biases."""
    pairs = itertools.pairwise(sizes)
    return [
        torch.randn(m, n).double().requires_grad_() for n, m in pairs
    ]


def output(weights, hidden):
    slopes = []
    for W in weights[:-1]:
        hidden = torch.tanh(W @ hidden)
        slopes.append((1 - hidden**2).tolist())
    return (weights[-1] @ hidden).squeeze(), slopes


def over_paths(weights, slopes, inputs, unit, entry):
    """Slope along each path from one first weight to the output."""
    Ws = [W.tolist() for W in weights]
    for path in itertools.product(*[range(len(s)) for s in slopes[1:]]):
        product, here = inputs[entry].item() * slopes[0][unit], unit
        for k, there in enumerate(path, 1):
            product *= Ws[k][there][here] * slopes[k][there]
            here = there
        yield product * Ws[-1][0][here]


torch.manual_seed(0)
print("layer sizes        paths  equal?  paths in all  products")
for sizes in ((3, 4, 4, 1), (3, 4, 4, 4, 1), (2, 6, 6, 6, 6, 1)):
    weights, inputs = network(sizes), torch.randn(sizes[0]).double()
    result, slopes = output(weights, inputs)
    result.backward()
    paths = list(over_paths(weights, slopes, inputs, unit=1, entry=0))
    equal = abs(sum(paths) - weights[0].grad[1, 0].item()) < 1e-12
    products = sum(W.numel() for W in weights)  # each weight once
    row = f"{sizes!s:18} {len(paths):5}  {equal!s:6}"
    print(f"{row}  {math.prod(sizes):12}  {products:8}")
    assert equal
# --8<-- [end:paths]
# --8<-- [start:zeros]
weights, inputs = network((3, 4, 4, 1)), torch.randn(3).double()
for zeros in ((2, 1), (slice(None), 1)):  # one, all that leave unit 1
    with torch.no_grad():
        weights[1][zeros] = 0
    result, _ = output(weights, inputs)
    first, second = torch.autograd.grad(result, weights[:2])
    own, into = second[2, 1].abs().item(), first[1].norm().item()
    print(f"its own slope {own:.3f}, slopes into unit 1: {into:.3f}")
    assert own > 0 and (into > 0) == (zeros == (2, 1))

depths = range(1, 11)
plt.semilogy(depths, [2 * 6**d for d in depths], "C1o-")
plt.semilogy(depths, [12 + 36 * (d - 1) + 6 for d in depths], "C0o-")
plt.text(5, 5e5, "paths", color="C1")
plt.text(6, 60, "products in one backward pass", color="C0", va="top")
plt.xlabel("hidden layers of six units (two inputs, one output)")
plt.title("Backprop adds up all paths without walking them")
plt.show()
# --8<-- [end:zeros]
