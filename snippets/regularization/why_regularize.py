import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from torch import nn

X, y = load_diabetes(return_X_y=True)  # 442 patients, 10 features
X, y = torch.tensor(X * 442**0.5).float(), torch.tensor(y).float()
y = ((y - y.mean()) / y.std())[:, None]


def train(decay, seed):
    """Errors (11, [training, validation, test]), every 20 steps."""
    torch.manual_seed(seed)  # another split and start
    parts = torch.randperm(442).split([150, 100, 192])
    layers = nn.Linear(10, 50), nn.Linear(50, 50), nn.Linear(50, 1)
    one, two, three = layers
    model = nn.Sequential(one, nn.ReLU(), two, nn.ReLU(), three)
    weights = {"params": [layer.weight for layer in layers]}
    biases = {"params": [layer.bias for layer in layers]}
    groups = [weights | {"weight_decay": decay}, biases]
    optimizer = torch.optim.AdamW(groups, lr=0.01, weight_decay=0)
    history = []
    for i in range(201):
        error = (model(X) - y).square()
        if i % 20 == 0:
            means = [error[part].mean().item() for part in parts]
            history.append(means)
        optimizer.zero_grad()
        error[parts[0]].mean().backward()
        optimizer.step()
    return history


decays = [0, 10, 30]
runs = [[train(decay, s) for s in range(5)] for decay in decays]
runs = torch.tensor(runs)  # (decay, split, 11, part)
ends = runs[:, :, -1].mean(1)
print("MSE, mean of 5 splits   training   test")
for decay, (training, _, test) in zip(decays, ends, strict=True):
    print(f"decay {decay:<3} {training:23.1f} {test:8.1f}")
best = ends[:, 1].argmin()
print(f"the validation part picks decay {decays[best]}")
free, chosen = runs[0, :, -1], runs[best, :, -1]
assert free[:, 0].max() < 0.05  # learned by heart
assert chosen[:, 0].min() > 0.1  # what it costs in training
assert (free[:, 2] - chosen[:, 2]).min() > 0.1  # in every split
assert ends[2, 2] > ends[best, 2] + 0.1  # too much underfits

for run, dash, name in (runs[0], "--", "no"), (runs[best], "-", "with"):
    for k, part in (0, "training"), (2, "test"):
        style = dict(color=f"C{k // 2}", ls=dash, lw=0.9)
        plt.plot(range(0, 201, 20), run[:, :, k].T, **style)
        plt.plot([], label=f"{part}, {name} decay", **style)
plt.ylim(0, 1.9)
plt.title("Decay: worse in training, better on test")
plt.xlabel("step")
plt.ylabel("mean squared error, 5 splits")
plt.legend(loc="upper center", ncols=2)
plt.show()
