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


def recall(bias, lr, seed):
    """Share of sequences of which the first of 16 symbols is named."""
    torch.manual_seed(seed)
    lstm, head = nn.LSTM(4, 16).double(), nn.Linear(16, 4).double()
    keep(lstm, bias)
    parameters = [*lstm.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(parameters, lr)
    right = []
    for _ in range(100):
        symbols = torch.randint(4, (16, 32))  # new ones at each step
        inputs = nn.functional.one_hot(symbols, 4).double()
        logits = head(lstm(inputs)[0][-1])
        loss = nn.functional.cross_entropy(logits, symbols[0])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right.append((logits.argmax(1) == symbols[0]).float().mean())
    return torch.stack(right[-10:]).mean()


biases = (0, 1, 4)
means = []
print("LSTM      right (4 seeds)")
for bias in biases:
    runs = [
        [recall(bias, lr, seed) for seed in range(4)]
        for lr in (0.01, 0.03)
    ]
    runs = torch.tensor(runs)
    best = runs[runs.mean(dim=1).argmax()]
    print(f"bias {bias}  {best.mean():.1f} ± {best.std() / 2:.1f}")
    plt.plot([bias] * 4, best, "C0o")
    means.append(best.mean())
built, one, four = means
assert four > built + 0.3 and four > one + 0.1
plt.title("The first of 16 symbols needs a larger bias")
plt.xlabel("bias of the forget gate at the start")
plt.ylabel("share right (dots: 4 seeds)")
plt.show()
# --8<-- [end:evidence]
