# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def network(rows):
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return model.requires_grad_(False)


torch.manual_seed(0)
train, test = torch.randperm(1797).split([200, 1597])
probs = [network(train)(X[test]).softmax(1) for _ in range(5)]
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
    train, test = torch.randperm(1797).split([200, 1597])
    models = [network(train) for _ in range(8)]
    probs = [model(X[test]).softmax(1) for model in models]
    single = torch.stack([score(p, test) for p in probs]).mean(0)
    means = [sum(probs[:k]) / k for k in range(1, 9)]
    curve = torch.stack([score(mean, test) for mean in means])
    weights = [parameters_to_vector(m.parameters()) for m in models]
    vector_to_parameters(sum(weights) / 8, models[0].parameters())
    merged = score(models[0](X[test]).softmax(1), test)
    table.append(torch.stack([single, curve[7], merged]))
    curves.append(curve[:, 1])
table = torch.stack(table)  # (split, kind, [accuracy, NLL])
print("5 splits          accuracy    NLL")
names = "one network", "8 networks", "weights averaged"
for name, (right, nll) in zip(names, table.mean(0), strict=True):
    print(f"{name:17} {right:7.1f}% {nll:6.2f}")
one, eight, merged = table.unbind(1)
gain = (eight - one)[:, 0]
print(f"gain: {gain.mean():.1f} ± {gain.std() / 5**0.5:.1f} points")
assert (eight[:, 1] < one[:, 1]).all() and gain.mean().abs() < 1.5
assert merged[:, 0].mean() < one[:, 0].mean() - 20

plt.plot(range(1, 9), torch.stack(curves).T, "C0")
plt.title("An ensemble lowers the NLL a little, 5 splits")
plt.xlabel("networks in the ensemble")
plt.ylabel("NLL on the test images")
plt.ylim(0)
plt.show()
# --8<-- [end:evidence]
