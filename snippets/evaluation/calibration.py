# --8<-- [start:idea]
import torch
from torch.nn.functional import cross_entropy


def ece(probs, y, bins=10):
    """Mean gap of accuracy and confidence, over bins of confidence."""
    confidence, predicted = probs.max(1)
    gaps = (predicted == y).double() - confidence
    bin_of = (confidence * bins).long().clamp(max=bins - 1)
    sums = gaps.new_zeros(bins).index_add(0, bin_of, gaps)
    return sums.abs().sum().item() / len(y)


def fit_temperature(logits, y):
    """The T for which logits / T have the least cross-entropy."""
    grid = torch.linspace(0.5, 4, 71).tolist()
    return min(grid, key=lambda T: cross_entropy(logits / T, y))


torch.manual_seed(0)
true = 2 * torch.randn(5000, 10).double()
y = torch.multinomial(true.softmax(1), 1).squeeze(1)
logits = 2 * true  # what an overconfident model would say
T = fit_temperature(logits, y)
print(f"as it is  ECE {ece(logits.softmax(1), y):.2f}")
print(f"T = {T:.1f}   ECE {ece((logits / T).softmax(1), y):.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def trained(seed):
    """Logits of 997 test rows, the same divided by T, and labels."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([200, 600, 997])
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(150):
        optimizer.zero_grad()
        cross_entropy(model(X[train]), y[train]).backward()
        optimizer.step()
    logits = model(X).detach()
    T = fit_temperature(logits[val], y[val])
    return logits[test], logits[test] / T, y[test]


def draw_reliability(confidence, right, label):
    """Accuracy against confidence, in bins of a tenth."""
    bins = [confidence.mul(10).long() == k for k in range(3, 10)]
    points = [(confidence[b].mean(), right[b].mean()) for b in bins]
    plt.plot(*zip(*points, strict=True), "o-", label=label)


runs = zip(*[trained(seed) for seed in range(12)], strict=True)
logits, scaled, labels = map(torch.cat, runs)
table = []
print("12 networks  confidence  accuracy    NLL    ECE")
for name, z in (("as they are", logits), ("logits / T", scaled)):
    probs = z.softmax(1)
    confidence, predicted = probs.max(1)
    right = (predicted == labels).double()
    loss, error = cross_entropy(z, labels), ece(probs, labels)
    table.append([confidence.mean(), right.mean(), loss, error])
    print(
        "{:11} {:11.3f} {:9.3f} {:6.3f} {:6.3f}".format(
            name, *table[-1]
        )
    )
    draw_reliability(confidence, right, name)
(sure, accuracy, loss, error), after = table
assert sure > accuracy + 0.01 > after[0] and accuracy == after[1]
assert loss > after[2] and error > 1.5 * after[3]

for n in (10, 50):  # labels drawn from the probabilities: calibrated
    drawn = [
        (p, torch.multinomial(p, 1)[:, 0]) for p in probs.split(997)
    ]
    mean = sum(ece(p, of_p, n) for p, of_p in drawn) / 12
    print(f"calibrated, 997 rows, {n} bins: ECE {mean:.3f}")
    assert mean > n / 2000

plt.plot([0.3, 1], [0.3, 1], "--", color="gray", label="calibrated")
plt.xlabel("confidence")
plt.ylabel("accuracy on new rows")
plt.title("As they are, the networks promise too much")
plt.legend()
plt.show()
# --8<-- [end:evidence]
