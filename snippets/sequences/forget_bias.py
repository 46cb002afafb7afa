# --8<-- [start:idea]
import torch
from torch import nn


def keep(rnn, bias):
    """Start the forget gates of an LSTM, the update gates of a GRU."""
    n = rnn.hidden_size
    for name, value in rnn.named_parameters():
        if name.startswith("bias"):  # two are added: set one, zero one
            start = bias if "_ih_" in name else 0
            nn.init.constant_(value.detach()[n : 2 * n], start)


torch.manual_seed(0)
x, state = torch.randn(16, 1, 4), torch.ones(1, 1, 64)
for bias in (0, 2, 4):
    rnn = nn.GRU(4, 64)
    keep(rnn, bias)
    difference = rnn(x, state)[1] - rnn(x, -state)[1]
    left = difference.norm() / (2 * state).norm()
    print(
        f"GRU, bias {bias}: {left:.0%} of the state left after 16 steps"
    )
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def recall(bias, span, lr, seed):
    """Share of sequences of which the first of 4 symbols is named."""
    torch.manual_seed(seed)
    lstm, head = nn.LSTM(4, 16).double(), nn.Linear(16, 4).double()
    keep(lstm, bias)
    parameters = [*lstm.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(parameters, lr)
    right = []
    for _ in range(100):
        symbols = torch.randint(4, (span, 32))  # new ones at each step
        inputs = nn.functional.one_hot(symbols, 4).double()
        logits = head(lstm(inputs)[0][-1])
        loss = nn.functional.cross_entropy(logits, symbols[0])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right.append((logits.argmax(1) == symbols[0]).float().mean())
    return torch.stack(right[-10:]).mean()


biases = (0, 1, 4)
table = []
print("LSTM, bias  " + "".join(f"{bias:7}" for bias in biases))
for span in (8, 16):
    row = []
    for bias in biases:
        runs = [
            [recall(bias, span, lr, seed) for seed in range(2)]
            for lr in (0.01, 0.03)
        ]
        row.append(torch.tensor(runs).mean(dim=1).max())
    print(
        f"{span:2} symbols  "
        + "".join(f"{found:7.1f}" for found in row)
    )
    plt.plot(biases, row, "o-", label=f"{span} symbols")
    table.append(row)
(_, one, _), (built, short, long) = table
assert one > 0.75 and long > built + 0.25
assert short < long - 0.15
plt.title("A longer span needs a larger bias")
plt.xlabel("bias of the forget gate at the start")
plt.ylabel("share right, mean of 2 seeds")
plt.legend()
plt.show()
# --8<-- [end:evidence]
