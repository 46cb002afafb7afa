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


def train(model, lr):
    """300 steps on 12 bits, with the answer after each bit."""
    optimizer = torch.optim.Adam(model.parameters(), lr)
    for bits in torch.randint(2, (300, 64, 12)).float():
        odd = bits.cumsum(dim=1) % 2
        logits = model(bits)
        loss = nn.functional.binary_cross_entropy_with_logits(
            logits, odd
        )
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()


def right(model, length):
    """Share of right answers after the last of so many bits."""
    bits = torch.randint(2, (1000, length)).float()
    odd = bits.sum(dim=1) % 2 == 1
    return ((model(bits)[:, -1] > 0) == odd).double().mean().item()


lengths = (12, 200)
far, near = [], []
for seed in range(4):
    torch.manual_seed(seed)
    model = Counter()
    train(model, 0.03)
    run = [right(model, length) for length in lengths]
    plt.plot(lengths, run, "C0o-", label="RNN" if seed == 0 else None)
    far.append(run[-1])
print(sum(p.numel() for p in model.parameters()), "parameters")
print(f"RNN, best of 4 seeds: 200 bits {max(far):.0%}")
for lr in (0.003, 0.01, 0.03):
    layers = nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 12))
    train(model, lr)
    near.append(right(model, 12))
print(sum(p.numel() for p in model.parameters()), "parameters")
print(f"MLP, 3 rates: 12 bits {min(near):.0%} to {max(near):.0%}")
assert max(far) > 0.98 and max(near) < 0.65
plt.plot([12] * 3, near, "C1o", label="MLP, 12 inputs")
plt.legend()
plt.xlabel("bits (trained on 12)")
plt.ylabel("right about odd or even")
plt.title("One rule at every step works at any length")
plt.show()
# --8<-- [end:evidence]
