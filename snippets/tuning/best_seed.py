# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = map(torch.tensor, load_digits(return_X_y=True))


def scores(split, seed):  # accuracies on validation and on test rows
    torch.manual_seed(split)
    train, val, test = torch.randperm(len(X)).split([300, 300, 1197])
    torch.manual_seed(seed)
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for rows in train[torch.randint(300, (60, 50))]:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[rows] / 16), y[rows]).backward()
        optimizer.step()
    right = (model(X / 16).argmax(1) == y).double()
    return [right[rows].mean().item() for rows in (val, test)]


for split in (10, 11, 12):
    found = {seed: scores(split, seed) for seed in range(12)}
    print(f"split {split}: best seed {max(found, key=found.get)}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

splits, seeds = range(8), range(12)
runs = [[scores(split, seed) for seed in seeds] for split in splits]
val, test = torch.tensor(runs).unbind(2)  # (split, seed)
best = val.argmax(1)
lead = test - test.mean(1, keepdim=True)
everywhere = lead[:, best]  # (split, whose best seed)
own = everywhere.diagonal()
gains = {
    "validation": val.amax(1) - val.mean(1),
    "test": own,
    "test of other splits": (everywhere.sum(0) - own) / 7,
}
print("8 splits, best of 12 seeds   gain (standard error)")
for name, gain in gains.items():
    error = gain.std() / 8**0.5
    print(f"{name:28} {gain.mean():.3f} ({error:.3f})")
print(f"sd of test accuracy over seeds {test.std(1).mean():.3f}")
chosen, kept, carried = (gain.mean() for gain in gains.values())
assert chosen > 0.01 and kept < chosen and carried < chosen / 1.5

plt.plot(
    list(gains), torch.stack(list(gains.values())), "gray", alpha=0.6
)
plt.axhline(0, color="gray", linestyle="--")
plt.ylabel("accuracy above the mean seed")
plt.title("What the best seed of a split is worth elsewhere")
plt.show()
# --8<-- [end:evidence]
