# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
loss_fn, found, losses = nn.CrossEntropyLoss(), {}, {}
for name, inputs in {"inputs zeroed": 0 * X, "linear": X}.items():
    model = nn.Linear(64, 10)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        loss_fn(model(inputs[train]), y[train]).backward()
        optimizer.step()
    losses[name] = loss_fn(model(inputs[train]), y[train]).item()
    found[name] = model(inputs[val]).argmax(1)
found["nearest"] = y[train][torch.cdist(X[val], X[train]).argmin(1)]
for name, answers in found.items():
    print(f"{name:13}  {(answers == y[val]).float().mean():.2f}")
# --8<-- [end:idea]
# --8<-- [start:puzzle]
import math

import matplotlib.pyplot as plt

score = {k: (a == y[val]).float().mean() for k, a in found.items()}
constant = (y[train].mode().values == y[val]).float().mean()
print(f"always the most common class: {constant:.2f}")
shares = y[train].bincount() / len(train)
entropy = -(shares * shares.log()).sum()
for name, loss in losses.items():
    print(f"training loss, {name:13}  {loss:.3f}")
print(f"from the class shares         {entropy:.3f}")
assert abs(losses["inputs zeroed"] - entropy) < 0.001
assert max(constant, score["inputs zeroed"]) < 0.15
assert min(score["linear"], score["nearest"]) > 0.9

# of train, what is nearer to another class than to its own?
apart = torch.cdist(X[train], X[train]).fill_diagonal_(math.inf)
same = y[train, None] == y[train]  # (rows, rows)
own = apart.masked_fill(~same, math.inf).amin(1)
other = apart.masked_fill(same, math.inf).min(1)
doubt = own / other.values
puzzles = doubt.argsort(descending=True)[:12]
assert doubt[puzzles].median() > 1  # the nearest neighbor fails
_, axes = plt.subplot_mosaic("abcd;efgh;ijkl")
for i, (letter, ax) in zip(puzzles, axes.items(), strict=True):
    ax.imshow(X[train][i].view(8, 8).numpy(), cmap="Blues")
    ax.set_title(letter)
    ax.set_axis_off()
plt.suptitle("Which digits are these?")
plt.show()
# --8<-- [end:puzzle]
# --8<-- [start:answers]
print("               a b c d e f g h i j k l")
print("label         ", *y[train][puzzles].tolist())
guess = y[train][other.indices[puzzles]]
print("nearest other ", *guess.tolist())
# --8<-- [end:answers]
