# --8<-- [start:idea]
import torch
from torch import nn


def rows_touched(model, X, i=0):
    """Which rows of X (batch, ...) the output of row i depends on."""
    X = X.clone().requires_grad_()
    (grad,) = torch.autograd.grad(model(X)[i].square().sum(), X)
    return grad.flatten(1).ne(0).any(1)


torch.manual_seed(0)
gru = nn.GRU(8, 32)  # wants (time, batch, features)
X = torch.rand(16, 8, 8)  # (batch, time, features)


def transposed(X):
    return gru(X.transpose(0, 1))[1][0]


def viewed(X):  # the right shape, mixed rows
    return gru(X.view(8, -1, 8))[1][0]


for model in (transposed, viewed):
    touched = rows_touched(model, X).nonzero().flatten()
    print(f"{model.__name__:10}  row 0 depends on {touched.tolist()}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits


class Reader(nn.Module):  # of images, line by line
    def __init__(self, how):
        super().__init__()
        self.gru, self.head = nn.GRU(8, 32), nn.Linear(32, 10)
        self.mixed = how == "view"

    def forward(self, X):
        lines = X.view(-1, 8, 8)  # (batch, time, features)
        view, right = lines.view(8, -1, 8), lines.transpose(0, 1)
        return self.head(self.gru(view if self.mixed else right)[1][0])


torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
_, axes = plt.subplots(1, 2, sharey=True, figsize=(5.4, 3))
print("3 seeds    an output depends on   validation accuracy")
found = []
for ax, how in zip(axes, ("transpose", "view"), strict=True):
    scores = []
    for seed in range(3):
        torch.manual_seed(seed)
        model = Reader(how)
        first = X[train[:16]]
        each = [rows_touched(model, first, i) for i in range(16)]
        touched = torch.stack(each)  # (output's row, input's row)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
        for rows in train.split(64) * 4:
            loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        right = model(X[val]).argmax(1) == y[val]
        scores.append(right.float().mean().item())
    print(f"{how:9}  {touched[0].sum():2} of 16 rows", end="")
    print(f"{min(scores):17.2f} to {max(scores):.2f}")
    found.append((touched, scores))
    ax.imshow(touched, cmap="Blues")
    ax.set(title=how, xlabel="row of the input")
(right, good), (wrong, bad) = found
assert right.equal(torch.eye(16) > 0) and (wrong.sum(1) == 8).all()
assert min(good) > 0.7 and max(bad) < 0.3
axes[0].set_ylabel("row of the output")
plt.show()
# --8<-- [end:evidence]
