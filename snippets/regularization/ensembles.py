# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
torch.manual_seed(0)
train, test = torch.randperm(len(X)).split([200, 1597])
probs, loss_fn = [], nn.CrossEntropyLoss()
for _ in range(5):
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        loss_fn(model(X[train]), y[train]).backward()
        optimizer.step()
    probs.append(model(X[test]).softmax(1).detach())
for name, p in (("one", probs[0]), ("mean of 5", sum(probs) / 5)):
    print(name, f"NLL {-p[range(1597), y[test]].log().mean():.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.nn.utils import parameters_to_vector, vector_to_parameters


def score(probs, test):
    """Accuracy in percent, and NLL."""
    right = 100 * (probs.argmax(1) == y[test]).double().mean()
    nll = nn.functional.nll_loss(probs.log(), y[test])
    return torch.stack([right, nll])


table, curves = [], []
for seed in range(5):
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([200, 1597])
    probs, weights = [], []
    for _ in range(8):
        layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
        model = nn.Sequential(*layers).double()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(100):
            optimizer.zero_grad()
            logits = model(X[train])
            nn.functional.cross_entropy(logits, y[train]).backward()
            optimizer.step()
        probs.append(model(X[test]).softmax(1).detach())
        weights.append(
            parameters_to_vector(model.parameters()).detach()
        )
    single = torch.stack([score(p, test) for p in probs]).mean(0)
    sums = torch.stack(probs).cumsum(0)
    ensembles = [score(sums[k] / (k + 1), test) for k in range(8)]
    vector_to_parameters(sum(weights) / 8, model.parameters())
    merged = score(model(X[test]).softmax(1).detach(), test)
    table.append(torch.stack([single, ensembles[7], merged]))
    curves.append([nll for _, nll in ensembles])
table = torch.stack(table)  # (split, kind, [accuracy, NLL])
print("5 splits          accuracy   NLL")
names = "one network", "8 networks", "weights averaged"
for name, (right, nll) in zip(names, table.mean(0), strict=True):
    print(f"{name:17} {right:7.1f}% {nll:6.2f}")
one, eight, merged = table.unbind(1)
gain = eight - one
error = gain[:, 0].std() / 5**0.5
print(f"gain of 8: {gain[:, 0].mean():.1f} ± {error:.1f} points")
assert (eight[:, 1] < one[:, 1]).all()
assert merged[:, 0].mean() < one[:, 0].mean() - 20

plt.plot(range(1, 9), torch.tensor(curves).T, "C0", lw=0.8)
plt.plot([], "C0", label="5 splits: first networks, averaged")
plt.plot(
    [1] * 5, one[:, 1], "o", color="gray", label="mean of 8 single ones"
)
plt.title("An ensemble lowers the NLL a little")
plt.xlabel("networks in the ensemble")
plt.ylabel("NLL on the test images")
plt.ylim(0)
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
