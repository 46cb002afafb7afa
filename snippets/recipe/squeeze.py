# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def fit(targets, steps=150):
    hidden = nn.Linear(64, 32), nn.ReLU()
    model = nn.Sequential(*hidden, nn.Linear(32, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for _ in range(steps):
        optimizer.zero_grad()
        logits = model(X[train])
        nn.functional.cross_entropy(logits, targets[train]).backward()
        optimizer.step()
    return model(X).softmax(1).detach()


probs = torch.stack([fit(y) for _ in range(5)])  # (network, row, class)
right = probs.mean(0).argmax(1) == y
print(f"five together: {right[val].double().mean():.2f} on validation")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def losses(probs):
    """Mean negative log-likelihood on val, for each network."""
    return -probs[:, val, y[val]].log().mean(1)


together = probs.mean(0, keepdim=True)
tries = {
    "one network": probs,
    "twice as long": torch.stack([fit(y, 300) for _ in range(5)]),
    "distilled": torch.stack([fit(together[0]) for _ in range(5)]),
    "five together": together,
}
print("5 networks     accuracy    loss")
for row, (name, p) in enumerate(tries.items()):
    accuracy = (p.argmax(2) == y)[:, val].double().mean()
    low, high = losses(p).aminmax()
    print(
        f"{name:13}  {accuracy:8.2f}   {losses(p).mean():.3f}", end=""
    )
    print(f"  ({low:.3f} to {high:.3f})")
    plt.plot(losses(p), [row] * len(p), "o")
one, longer, student, ensemble = (
    losses(p).mean() for p in tries.values()
)
fitted = (probs.argmax(2) == y)[:, train].double().mean()
print(f"training accuracy of one network: {fitted:.3f}")
assert fitted > 0.995  # the baseline is finished
assert ensemble < 0.98 * one
assert 0.6 * one < min(longer, student)
assert max(longer, student) < 2 * one

plt.yticks(range(4), tries)
plt.title("Averaged predictions: a sure and small gain")
plt.xlabel("validation loss (nats)")
plt.show()
# --8<-- [end:evidence]
