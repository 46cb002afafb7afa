# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(8, 64)
x = torch.randn(50, 1, 8, requires_grad=True)  # (time, batch, features)
outputs, _ = rnn(x)
outputs[-1].sum().backward()
for back in (0, 5, 10, 20, 40):
    gradient = x.grad[-1 - back].norm()
    print(f"{back:2} steps back: gradient {gradient:.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def kept(radius, tanh, steps, seed):
    """Norm of a gradient `steps` back over what it began with."""
    torch.manual_seed(seed)
    weight = torch.randn(64, 64).double()
    weight *= radius / torch.linalg.eigvals(weight).abs().max()
    start = torch.randn(32, 64).double().requires_grad_()
    hidden = start
    for _ in range(steps):
        hidden = hidden @ weight.T
        hidden = hidden.tanh() if tanh else hidden
    upstream = torch.randn_like(hidden)
    (gradient,) = torch.autograd.grad(hidden, start, upstream)
    return (gradient.norm() / upstream.norm()).item()


spans = (1, 10, 30, 50)
kept_at_50 = {}
print("50 steps back, 5 seeds   linear    tanh")
for k, radius in enumerate((0.5, 0.9, 1.0, 1.1, 1.5)):
    print(f"largest |eigenvalue| {radius}", end="")
    for tanh, style in ((False, "--"), (True, "-")):
        runs = [
            [kept(radius, tanh, t, s) for s in range(5)] for t in spans
        ]
        logs = torch.tensor(runs).log()  # (span, seed)
        mean = logs.mean(dim=1).exp()
        print(f"{mean[-1]:9.0e}", end="")
        kept_at_50[radius, tanh] = logs[-1].exp()
        label = f"ρ = {radius}" if tanh else None
        plt.semilogy(spans, mean, f"C{k}", linestyle=style, label=label)
    print()
plt.title("tanh tames growth (dashed: linear), not decay")
plt.xlabel("steps back")
plt.ylabel("gradient, of what it began with")
plt.legend(loc="lower left")
plt.show()

for tanh in (False, True):
    assert kept_at_50[0.5, tanh].max() < 1e-12
    assert kept_at_50[0.9, tanh].max() < 0.1
assert kept_at_50[1.5, False].min() > 1e6
assert kept_at_50[1.5, True].max() < 1e4
# --8<-- [end:evidence]
