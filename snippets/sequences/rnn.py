# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(3, 5, batch_first=True).double()
x = torch.randn(2, 7, 3).double()  # (batch, time, features)
outputs, last = rnn(x)

state = torch.zeros(2, 5).double()
for t in range(7):
    from_input = x[:, t] @ rnn.weight_ih_l0.T + rnn.bias_ih_l0
    from_past = state @ rnn.weight_hh_l0.T + rnn.bias_hh_l0
    state = torch.tanh(from_input + from_past)
print("by hand, the same:", torch.allclose(state, outputs[:, -1]))
print("outputs", tuple(outputs.shape), "last state", tuple(last.shape))

_, first = rnn(x[:, :4])
for name, start in (("handed back", first), ("forgotten", None)):
    _, end = rnn(x[:, 4:], start)
    print(f"in two calls, state {name}: {torch.allclose(end, last)}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


class Counter(nn.Module):
    """Is the number of ones so far odd? (batch, time) -> the same."""

    def __init__(self):
        super().__init__()
        self.rnn, self.head = nn.RNN(1, 16), nn.Linear(16, 1)

    def forward(self, bits):
        states, _ = self.rnn(bits.T[:, :, None])  # time comes first
        return self.head(states)[:, :, 0].T


def mlp():
    layers = nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()
    return nn.Sequential(*layers, nn.Linear(64, 12))


def accuracies(make, lr, seed, lengths):
    """After the last of 12 or more bits, trained on 12."""
    torch.manual_seed(seed)
    model = make()
    optimizer = torch.optim.Adam(model.parameters(), lr)
    loss_fn = nn.BCEWithLogitsLoss()
    for bits in torch.randint(2, (300, 64, 12)).float():
        loss = loss_fn(model(bits), bits.cumsum(dim=1) % 2)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    found = []
    for length in lengths:
        bits = torch.randint(2, (1000, length)).float()
        odd = model(bits)[:, -1] > 0
        found.append((odd == bits.sum(dim=1) % 2).double().mean())
    return torch.stack(found)


lengths = (12, 24, 50, 100, 200)
runs = [accuracies(Counter, 0.03, seed, lengths) for seed in range(4)]
lines = plt.plot(lengths, torch.stack(runs).T, "C0o-")
lines[0].set_label("RNN, one line a seed")
best = max(runs, key=lambda run: run[-1])
for model in (Counter(), mlp()):
    print(sum(p.numel() for p in model.parameters()), "parameters")
print(f"RNN, best of 4 seeds: 12 bits {best[0]:.0%}", end=", ")
print(f"200 bits {best[-1]:.0%}")
fixed = [
    accuracies(mlp, lr, seed, [12])
    for seed in range(2)
    for lr in (0.003, 0.01, 0.03)
]
print(f"MLP, best of 6 runs:  12 bits {max(fixed).item():.0%}")
assert best.min() > 0.98 and max(fixed) < 0.65
plt.plot([12] * 6, fixed, "C1o", label="MLP, 12 inputs")
plt.legend()
plt.xlabel("bits (trained on 12)")
plt.ylabel("right about odd or even")
plt.title("One rule at every step works at any length")
plt.show()
# --8<-- [end:evidence]
