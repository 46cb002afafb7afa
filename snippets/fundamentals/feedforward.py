# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(3, 5, batch_first=True).double()
X = torch.randn(1, 16, 3).double()  # (batch, time, features)

W_x, W_h, b_x, b_h = rnn.parameters()
h = torch.zeros(1, 5).double()
for x in X.unbind(1):  # unrolled: one layer a step, shared weights
    h = torch.tanh(x @ W_x.T + b_x + h @ W_h.T + b_h)
last = rnn(X)[0][:, -1]
slopes = torch.autograd.grad(h.sum(), W_h)[0]
expected = torch.autograd.grad(last.sum(), W_h)[0]
print("same values:   ", torch.allclose(h, last))
print("same gradients:", torch.allclose(slopes, expected))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

assert torch.allclose(h, last, atol=1e-12)
assert torch.allclose(slopes, expected, atol=1e-12)
other = torch.cat([X[:, :-1].flip(1), X[:, -1:]], 1)
layer = nn.Linear(3, 5).double()
change = (layer(X)[:, -1] - layer(other)[:, -1]).norm()
memory = (rnn(X)[0][:, -1] - rnn(other)[0][:, -1]).norm()
print("other history, same last input:")
print(f"  feedforward differs by {change:.2f}")
print(f"  recurrent differs by {memory:.2f}")
assert change == 0 and memory > 0.01


def steps(w):
    """States of a unit that feeds itself, and 0.3 from outside."""
    h, path = torch.tensor(0.0, dtype=torch.float64), []
    for _ in range(100):
        h = torch.tanh(w * h + 0.3)
        path.append(h)
    return torch.stack(path)


w = torch.tensor(-0.5, dtype=torch.float64, requires_grad=True)
path = steps(w)
h = path[-1]
unrolled = torch.autograd.grad(h, w)[0]
slope = 1 - h**2  # of tanh, where the unit has settled
implicit = slope * h / (1 - slope * w)
print(f"settled at {h:.3f}, dh/dw unrolled {unrolled:.4f}")
print(f"                  dh/dw implicit {implicit:.4f}")
assert torch.isclose(unrolled, implicit, rtol=1e-10)
flips = steps(torch.tensor(-1.5))
print(f"w = -1.5 never settles: {flips[-2]:.3f}, {flips[-1]:.3f}")
assert flips[-1] * flips[-2] < -0.5

plt.plot(range(1, 21), path[:20].detach(), "C0o-", label="w = -0.5")
plt.plot(range(1, 21), flips[:20], "C3s-", label="w = -1.5")
plt.xlabel("times around the loop")
plt.ylabel("state h")
plt.title("A real loop may settle, or flip forever")
plt.ylim(-1.5, 1.1)
plt.legend(loc="lower center")
plt.show()
# --8<-- [end:evidence]
