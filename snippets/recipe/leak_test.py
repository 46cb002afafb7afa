# --8<-- [start:test]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy


def rows_touched(model, X, y, i: int) -> torch.Tensor:
    """Which rows of X (batch, ...) the loss of row i depends on."""
    X = X.clone().requires_grad_()
    loss = cross_entropy(model(X)[i], y[i])
    (grad,) = torch.autograd.grad(loss, X)  # leaves .grad alone
    return grad.flatten(1).ne(0).any(1)


# --8<-- [end:test]
# --8<-- [start:run]
class Reader(nn.Module):
    """Reads an image line by line: (batch, 64) -> (batch, 10)."""

    def __init__(self, how):
        super().__init__()
        self.how = how
        self.gru, self.head = nn.GRU(8, 32), nn.Linear(32, 10)

    def forward(self, X):
        lines = X.view(-1, 8, 8)  # (batch, time, features)
        if self.how == "transpose":
            lines = lines.transpose(0, 1)  # (time, batch, features)
        else:
            lines = lines.view(8, -1, 8)  # the right shape, mixed rows
        return self.head(self.gru(lines)[1][0])


X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices

fig, axs = plt.subplots(1, 2, sharey=True, figsize=(5.4, 3))
print("batch of 16   a loss depends on   validation accuracy")
for ax, how in zip(axs, ("transpose", "view"), strict=True):
    scores = []
    for seed in range(5):
        torch.manual_seed(seed)
        model = Reader(how)
        X_batch, y_batch = X[train[:16]], y[train[:16]]
        rows = [
            rows_touched(model, X_batch, y_batch, i) for i in range(16)
        ]
        touched = torch.stack(rows)  # [loss of row, row of input]
        n_rows = touched.sum(1).max()
        assert touched.equal(torch.eye(16) > 0) == (how == "transpose")
        assert n_rows == (1 if how == "transpose" else 8)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
        for i in train.split(64) * 6:
            loss = cross_entropy(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        right = model(X[val]).argmax(1) == y[val]
        scores.append(right.float().mean().item())
    low, high = min(scores), max(scores)
    print(f"{how:9} {n_rows:16} rows {low:14.2f} to {high:.2f}")
    assert low > 0.8 if how == "transpose" else high < 0.3
    ax.imshow(touched, cmap="Blues")
    ax.set(title=how, xlabel="row of the input")
axs[0].set_ylabel("loss of row")
plt.show()
# --8<-- [end:run]
