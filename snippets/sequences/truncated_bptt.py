# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

torch.manual_seed(0)
bits = torch.randint(2, (1603, 64, 1)).float()  # (time, batch, 1)
X, y = bits[3:], bits[:-3]  # echo the bit of three steps ago
rnn, head = nn.RNN(1, 16), nn.Linear(16, 1)
weights = [*rnn.parameters(), *head.parameters()]
optimizer = torch.optim.Adam(weights, lr=0.02)
state = None
for inputs, targets in zip(X.split(8), y.split(8), strict=True):
    outputs, state = rnn(inputs, state)
    state = state.detach()  # keep its numbers, cut its history
    logits = head(outputs)
    loss = binary_cross_entropy_with_logits(logits, targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
right = ((logits > 0) == targets).float().mean()
print(f"last window: {right:.0%} right, loss {loss:.0e}")
# --8<-- [end:idea]
# --8<-- [start:windows]
import matplotlib.pyplot as plt


def echo(window, carry, seed):
    """Share of right answers in the last 20 of 200 windows."""
    torch.manual_seed(seed)
    bits = torch.randint(2, (200 * window + 3, 64, 1)).double()
    X, y = bits[3:].split(window), bits[:-3].split(window)
    rnn, head = nn.RNN(1, 16).double(), nn.Linear(16, 1).double()
    weights = [*rnn.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(weights, lr=0.02)
    state, right = None, []
    for inputs, targets in zip(X, y, strict=True):
        outputs, state = rnn(inputs, state)
        state = state.detach() if carry else None
        logits = head(outputs)
        loss = binary_cross_entropy_with_logits(logits, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right.append(((logits > 0) == targets).float().mean())
    return sum(right[-20:]).item() / 20


windows = (2, 3, 4, 8)
print("state       window", *(f"{window:9}" for window in windows))
for carry, name in ((True, "carried over"), (False, "dropped")):
    runs = [
        [echo(window, carry, seed) for seed in range(2)]
        for window in windows
    ]
    told = (f"{min(run):.2f}-{max(run):.2f}" for run in runs)
    print(f"{name:18}", *told)
    lines = plt.plot(windows, runs, "C0o-" if carry else "C1o-")
    lines[0].set_label(f"state {name}")
    for window, run in zip(windows, runs, strict=True):
        guessed = min(3 / window, 1)  # in vain, without the past
        if not carry:
            truth = 1 - guessed / 2
            assert max(abs(share - truth) for share in run) < 0.05
        elif window > 3:
            assert min(run) > 0.95
plt.xlabel("steps in a window")
plt.ylabel("right")
plt.title("Echo of 3 steps ago: the window has to reach it")
plt.legend()
plt.show()
# --8<-- [end:windows]
