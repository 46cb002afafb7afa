# --8<-- [start:idea]
import torch

X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
gates = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}

total = {}
for name, y in gates.items():
    w, b, total[name] = torch.zeros(2), torch.tensor(0.0), 0
    for _ in range(1, 101):
        mistakes = 0
        for x, target in zip(X, y, strict=True):
            error = target - int(w @ x + b > 0)  # -1, 0 or 1
            w, b = w + error * x, b + error
            mistakes += abs(error)
        total[name] += mistakes
        if mistakes == 0:
            break
    print(f"{name:3} {total[name]:3} mistakes, last epoch {mistakes}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch import nn
from torch.nn import functional as F

assert mistakes == 4  # all four corners wrong, over and over
assert total["AND"] <= 51 and total["OR"] <= 27  # Novikoff's bound
torch.manual_seed(0)
y = torch.tensor(gates["XOR"]).float()
lines = torch.randn(200_000, 3)  # w1, w2 and b of random lines
z = lines[:, :2] @ X.T + lines[:, 2:]  # (line, corner)
right = ((z > 0) == y.bool()).sum(1)
print("lines with 0, 1, 2, 3 right:", right.bincount().tolist())
print(f"best of 200,000 lines on XOR: {right.max()} of 4 right")
assert right.max() == 3
assert torch.allclose(z[:, 0] + z[:, 3], z[:, 1] + z[:, 2], atol=1e-5)
by_hand = F.relu(X[:, 0] - X[:, 1]) + F.relu(X[:, 1] - X[:, 0])
assert by_hand.equal(y)  # two hidden units are enough


def solves(width):
    """Does one hidden layer, trained from a random start, learn XOR?"""
    model = nn.Sequential(
        nn.Linear(2, width), nn.Tanh(), nn.Linear(width, 1)
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(100):
        logits = model(X)[:, 0]
        loss = F.binary_cross_entropy_with_logits(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (logits > 0).eq(y.bool()).all().item()


solved = {}
for n in (1, 2, 8):
    solved[n] = sum(solves(n) for _ in range(20))
    print(f"{n} hidden units: {solved[n]:2} of 20 starts solve XOR")
assert solved[1] == 0 and solved[2] < solved[8] and solved[8] >= 18

plt.plot(X[y == 0, 0], X[y == 0, 1], "C0o", ms=12, label="0")
plt.plot(X[y == 1, 0], X[y == 1, 1], "C1s", ms=12, label="1")
plt.axline((0, 0.5), slope=-1, color="gray")
plt.axline((0, 1.5), slope=-1, color="gray")
plt.xlabel("$x_1$")
plt.ylabel("$x_2$")
plt.title("XOR needs two lines")
plt.legend(loc="center")
plt.show()
# --8<-- [end:evidence]
