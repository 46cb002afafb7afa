# --8<-- [start:idea]
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

torch.manual_seed(0)


def flops(model, backward):
    """Of one pass of 64 rows, multiplications and additions counted."""
    with FlopCounterMode(display=False) as counter:
        loss = model(torch.randn(64, 64)).norm()
        if backward:
            loss.backward()
    return counter.get_total_flops()


costs = {}
print("parameters  forward + backward  by differences")
for width in (16, 64, 256, 1024):
    layers = [nn.Linear(64, width), nn.ReLU(), nn.Linear(width, width)]
    model = nn.Sequential(*layers, nn.ReLU(), nn.Linear(width, 10))
    n = sum(p.numel() for p in model.parameters())
    cost = flops(model, backward=True) / flops(model, backward=False)
    costs[n] = cost
    print(f"{n:10,}  {cost:11.2f} passes  {n + 1:8,} passes")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

small = nn.Sequential(
    nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 1)
).double()
X = torch.randn(8, 2).double()
small(X).square().mean().backward()
W1, b1, W2, b2 = (p.detach() for p in small.parameters())


def forward_mode(dW1, db1, dW2, db2):
    """The slope of the loss in one direction, carried along with it."""
    hidden = torch.tanh(X @ W1.T + b1)
    d_hidden = (1 - hidden**2) * (X @ dW1.T + db1)
    output = hidden @ W2.T + b2
    d_output = d_hidden @ W2.T + hidden @ dW2.T + db2
    return (2 * output * d_output).mean()


slopes, sizes = [], [p.numel() for p in small.parameters()]
for nudge in torch.eye(sum(sizes)).double():  # one parameter at a time
    parts = zip(nudge.split(sizes), small.parameters(), strict=True)
    slopes.append(forward_mode(*(part.view_as(p) for part, p in parts)))
backward = torch.cat([p.grad.flatten() for p in small.parameters()])
assert torch.allclose(torch.stack(slopes), backward, rtol=0, atol=1e-14)
print(f"{len(slopes)} forward-mode passes equal one backward, to 1e-14")

assert 2 < min(costs.values()) and max(costs.values()) < 3
ns = list(costs)
plt.loglog(ns, ns, "C1o-", label="a pass for each parameter")
plt.loglog(ns, list(costs.values()), "C0o-", label="forward + backward")
plt.xlabel("parameters")
plt.ylabel("cost in forward passes")
plt.title("All gradients for the price of three passes")
plt.legend(loc="center right")
plt.show()
# --8<-- [end:evidence]
