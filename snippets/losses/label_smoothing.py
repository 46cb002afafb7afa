# --8<-- [start:idea]
import torch
from torch import nn

lead = torch.linspace(0, 12, 1201)  # of class 0's logit over 9 others
logits = nn.functional.pad(lead[:, None], (0, 9))  # (1201, 10)
y = torch.zeros(1201, dtype=torch.int64)
curves = {}
for smoothing in (0, 0.1):
    loss_fn = nn.CrossEntropyLoss(
        label_smoothing=smoothing, reduction="none"
    )
    loss = curves[smoothing] = loss_fn(logits, y)
    best = loss.argmin()
    p = logits[best].softmax(0)[0]
    told = (
        f"{loss[best]:.4f} at a lead of {lead[best]:5.2f}, p = {p:.2f}"
    )
    print(f"smoothing {smoothing:3}: lowest loss {told}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

target = torch.full((1201, 10), 0.1 / 10)
target[:, 0] += 0.9  # the formula's q, given as probabilities
by_hand = nn.CrossEntropyLoss(reduction="none")(logits, target)
assert torch.allclose(curves[0.1], by_hand, atol=1e-5)
for smoothing, curve in curves.items():
    plt.plot(lead, curve, label=f"smoothing {smoothing}")

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def train(smoothing, wrong, seed):
    """Accuracy and mean confidence on 797 correctly labeled images."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X))[:997].split([200, 797])
    relabel = torch.rand(200) < wrong
    labels = torch.where(relabel, torch.randint(10, (200,)), y[rows])
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    loss_fn = nn.CrossEntropyLoss(label_smoothing=smoothing)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(100):
        optimizer.zero_grad()
        loss_fn(model(X[rows]), labels).backward()
        optimizer.step()
    confidence, guess = model(X[test]).detach().softmax(1).max(1)
    return (guess == y[test]).float().mean(), confidence.mean()


print("relabeled  smoothing  accuracy  confidence  excess, n = 5")
excess = []
for wrong, smoothing in ((0, 0), (0, 0.1), (0.3, 0), (0.3, 0.1)):
    runs = [train(smoothing, wrong, seed) for seed in range(5)]
    right, sure = torch.tensor(runs).T
    deviation, over = torch.std_mean(sure - right)
    row = f"{wrong:9.0%} {smoothing:10} {right.mean():9.1%}"
    row += f"{sure.mean():12.1%} {over:+8.1%}"
    print(f"{row} ± {deviation / 5**0.5:.1%}")
    excess.append(over)
assert 0 < excess[0] < -excess[1]  # now too modest
assert excess[2] > abs(excess[3]) + 0.1  # a cure

plt.title("Smoothing gives the loss a bottom")
plt.xlabel("lead of the true class's logit")
plt.ylabel("loss of one example (nats)")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
