# --8<-- [start:idea]
import torch
from torch import nn


def set_gate_bias(lstm, bias, gate=1):  # PyTorch's order: i, f, g, o
    n = lstm.hidden_size
    with torch.no_grad():  # the two biases are added: set one, zero one
        lstm.bias_ih_l0[gate * n : (gate + 1) * n] = bias
        lstm.bias_hh_l0[gate * n : (gate + 1) * n] = 0


torch.manual_seed(0)
x = torch.randn(
    100, 1, 8, requires_grad=True
)  # (time, batch, features)
for bias in (0, 1, 3):
    lstm = nn.LSTM(8, 64)
    set_gate_bias(lstm, bias)
    (gradient,) = torch.autograd.grad(lstm(x)[0][-1].sum(), x)
    share = gradient[0].norm() / gradient[-1].norm()
    print(f"forget bias {bias}: first over last gradient {share:.0e}")
    assert 0 < share < 1e-3 or (bias == 3 and share > 1e-2)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def recall(layer, gate_bias, rate, seed, steps=100):
    """Share of sequences whose first symbol is told after the last."""
    torch.manual_seed(seed)
    cell, head = layer(8, 32), nn.Linear(32, 8)
    if gate_bias:
        set_gate_bias(cell, *gate_bias)
    weights = [*cell.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(weights, lr=rate)
    for _ in range(steps):
        symbols = torch.randint(8, (20, 64))  # always new: no test set
        logits = head(cell(torch.eye(8)[symbols])[0][-1])
        loss = nn.functional.cross_entropy(logits, symbols[0])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (logits.argmax(dim=1) == symbols[0]).float().mean()


arms = {
    "RNN": (nn.RNN, None),
    "LSTM": (nn.LSTM, None),
    "LSTM, input gate 3": (nn.LSTM, (3, 0)),
    "LSTM, forget gate 3": (nn.LSTM, (3, 1)),
}
best = {}
for name, (layer, gate_bias) in arms.items():
    runs = torch.stack(
        [
            torch.stack(
                [recall(layer, gate_bias, r, s) for s in range(3)]
            )
            for r in (0.01, 0.03)
        ]
    )  # (rate, seed)
    best[name] = runs[runs.mean(dim=1).argmax()]
    plt.plot(best[name], [name] * 3, "o")
    print(f"{name:20}{best[name].mean():.1f}")
plt.title("What recalls the first of 20 symbols?")
plt.xlabel("share recalled, three seeds (guessing: 0.125)")
plt.show()

mean = {name: shares.mean() for name, shares in best.items()}
assert mean["LSTM"] < 0.25
assert mean["LSTM, forget gate 3"] > mean["LSTM, input gate 3"] + 0.1
assert mean["LSTM, forget gate 3"] > 0.4
# --8<-- [end:evidence]
