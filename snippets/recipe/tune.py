# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def score(lr, decay):
    hidden = nn.Linear(64, 32), nn.ReLU()
    model = nn.Sequential(*hidden, nn.Linear(32, 10)).double()
    weights = model.parameters()
    optimizer = torch.optim.AdamW(weights, lr, weight_decay=decay)
    for rows in train[torch.randint(len(train), (40, 64))]:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return (model(X[val]).argmax(1) == y[val]).double().mean().item()


tries = 10 ** (6 * torch.rand(9, 2) - 5)  # log-uniform, 1e-5 to 10
best = max((score(*each), *each) for each in tries.tolist())
print("accuracy {:.2f} at rate {:.4f}, decay {:.4f}".format(*best))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates, decays = torch.logspace(-5, 1, 18), (0.0001, 0.01, 1.0)
rows = [[score(lr, decay) for decay in decays] for lr in rates.tolist()]
table = torch.tensor(rows)  # (rate, decay)
ways = {  # the scores of nine trials, many times
    "grid of 3 x 3": [table[k::6].flatten() for k in range(6)],
    "random": table.flatten()[torch.rand(999, 54).argsort()[:, :9]],
    "9 rates, 1 decay": [*table[::2].T, *table[1::2].T],
}
print("9 trials           mean of best   within 0.08 of the best")
good = []
for way, trials in ways.items():
    best = torch.stack([*trials]).amax(1)
    good.append((best > table.max() - 0.08).float().mean())
    print(f"{way:16} {best.mean():14.2f} {good[-1]:14.0%}")
assert good[0] < min(good[1:]) - 0.02
by_rate, by_decay = table.mean(1), table.mean(0)
print(f"spread of accuracy: {by_rate.std():.2f} over the rates", end="")
print(f", {by_decay.std():.2f} over the decays")
assert by_rate.std() > 5 * by_decay.std()
for n in (10, 60):
    print(f"{n} random trials, one in the best 5 %: {1 - 0.95**n:.2f}")

for decay, scores in zip(decays, table.T, strict=True):
    plt.plot(rates, scores, "o-", label=f"decay {decay:g}")
plt.xscale("log")
plt.title("The rate decides, the decay hardly")
plt.xlabel("learning rate")
plt.ylabel("validation accuracy")
plt.legend()
plt.show()
# --8<-- [end:evidence]
