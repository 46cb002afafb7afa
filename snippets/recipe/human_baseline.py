# --8<-- [start:machines]
import math

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


def fit_linear(inputs):
    """Accuracy and loss on val of a linear model of inputs[train]."""
    model = nn.Linear(64, 10)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(100):
        logits = model(inputs[train])
        loss = nn.functional.cross_entropy(logits, y[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    logits = model(inputs[val])
    loss = nn.functional.cross_entropy(logits, y[val]).item()
    return (logits.argmax(1) == y[val]).float().mean().item(), loss


# in whole numbers, so that every processor finds the same neighbor
squares = torch.cdist(16 * X, 16 * X).square().round()
nearest = train[squares[val][:, train].argmin(1)]
zeroed, loss_zeroed = fit_linear(0 * X)
linear, loss_linear = fit_linear(X)
constant = (y[val] == y[train].mode().values).float().mean().item()
neighbor = (y[val] == y[nearest]).float().mean().item()
print(f"always the most common class  {constant:.2f}")
print(f"linear model, inputs zeroed   {zeroed:.2f}", end="")
print(f"  loss {loss_zeroed:.2f}")
print(f"linear model                  {linear:.2f}", end="")
print(f"  loss {loss_linear:.2f}")
print(f"nearest neighbor              {neighbor:.2f}")
assert zeroed < 0.2 and abs(loss_zeroed - math.log(10)) < 0.05
assert constant < 0.2 and min(linear, neighbor) > 0.9

# of train, what is nearer to another class than to its own?
among = squares[train][:, train].fill_diagonal_(math.inf)
same = y[train, None] == y[train]  # (rows, rows)
own = among.masked_fill(~same, math.inf).min(1).values
other = among.masked_fill(same, math.inf).min(1)
doubt = (own / other.values).sort(descending=True)
puzzles = doubt.indices[:12]
assert doubt.values[9] > 1  # ten or more that it gets wrong
fig, axes = plt.subplots(3, 4, figsize=(5.4, 4.2))
for i, axis in enumerate(axes.flat):
    image = X[train][puzzles[i]].view(8, 8).numpy()
    axis.imshow(image, cmap="Blues")
    axis.set(xticks=[], yticks=[])
    axis.set_ylabel("abcdefghijkl"[i], rotation=0, labelpad=9)
fig.suptitle("Which digits are these?")
plt.show()
# --8<-- [end:machines]

# --8<-- [start:answers]
print("                  ", *"abcdefghijkl")
print("label             ", *y[train][puzzles].tolist())
guess = y[train][other.indices[puzzles]]
print("nearest other     ", *guess.tolist())
# --8<-- [end:answers]
