# --8<-- [start:idea]
import torch
from torch import nn


def set_gate_bias(lstm, bias, gate=1):  # PyTorch's order: i, f, g, o
    n = lstm.hidden_size
    with torch.no_grad():  # the two biases are added: set one, zero one
        lstm.bias_ih_l0[gate * n : (gate + 1) * n] = bias
        lstm.bias_hh_l0[gate * n : (gate + 1) * n] = 0


torch.manual_seed(0)
x = torch.randn(100, 1, 8, requires_grad=True)  # (time, batch, size)
for bias in (0, 1, 3):
    lstm = nn.LSTM(8, 64)
    set_gate_bias(lstm, bias)
    (gradient,) = torch.autograd.grad(lstm(x)[0][-1].sum(), x)
    share = gradient[0].norm() / gradient[-1].norm()
    print(f"forget bias {bias}: first over last gradient {share:.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def shares(layer, gate, bias, steps):
    """First over last gradient, of 8 untrained layers."""
    found = []
    for seed in range(8):
        torch.manual_seed(seed)
        net = layer(8, 64).double()
        if gate is not None:
            set_gate_bias(net, bias, gate)
        x = torch.randn(steps, 1, 8).double().requires_grad_()
        (gradient,) = torch.autograd.grad(net(x)[0][-1].sum(), x)
        found.append(gradient[0].norm() / gradient[-1].norm())
    return torch.stack(found)


spans, found = (10, 30, 100), {}
print("first over last gradient, 8 layers    10     30    100 steps")
for name, layer, gate, bias in (
    ("RNN", nn.RNN, None, 0),
    ("LSTM as built", nn.LSTM, None, 0),
    ("LSTM, input gate's bias 3", nn.LSTM, 0, 3),
    ("LSTM, forget gate's bias 1", nn.LSTM, 1, 1),
    ("LSTM, forget gate's bias 3", nn.LSTM, 1, 3),
):
    runs = [shares(layer, gate, bias, span) for span in spans]
    mean = [run.log().mean().exp() for run in runs]  # geometric
    found[name] = runs[-1]
    row = "".join(f"{share:8.0e}" for share in mean)
    print(f"{name:32}{row}")
    plt.semilogy(spans, mean, "o-", label=name)
assert max(found["RNN"].max(), found["LSTM as built"].max()) < 1e-15
assert found["LSTM, input gate's bias 3"].max() < 1e-9
one = found["LSTM, forget gate's bias 1"]
assert 1e-10 < one.min() and one.max() < 1e-4
assert found["LSTM, forget gate's bias 3"].min() > 0.1

plt.title("Only an open forget gate keeps the gradient")
plt.xlabel("steps from the first input to the last")
plt.ylabel("gradient, first input over last")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
