# --8<-- [start:idea]
import torch


def failed_checks(model, loss_fn, optimizer, X, y, start):
    """Cheap checks on a batch; start: the first loss to expect."""
    failed = ["inputs"] if X.mean().abs() > 1 or X.std() > 3 else []
    logits = model(X)
    if abs(loss_fn(logits, y) - start) > 0.5:
        failed.append("start")
    if not torch.allclose(model(X[:1]), logits[:1], atol=1e-4):
        failed.append("alone")
    before = [p.detach().clone() for p in model.parameters()]
    for _ in range(60):
        optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        optimizer.step()
    if any(map(torch.equal, before, model.parameters())):
        failed.append("moves")
    if not loss < 0.2:
        failed.append("overfit")
    return failed


# --8<-- [end:idea]
# --8<-- [start:evidence]
import math

from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


class Mixed(nn.Module):
    def forward(self, logits):  # the right shape, mixed rows
        return logits.T.reshape(-1, 10)


def planted(bug):
    """What failed_checks() takes, with one bug in it."""
    hidden, last = nn.Linear(64, 64), nn.Linear(64, 10)
    model, lr = nn.Sequential(hidden, nn.ReLU(), last), 0.01
    X_batch, y_batch = X[train[:16]], y[train[:16]]
    if bug == "inputs from 0 to 255":
        X_batch = X_batch * 255
    elif bug == "last layer too large":
        nn.init.normal_(last.weight, std=3)
    elif bug == "rows mixed by a reshape":
        model.append(Mixed())
    elif bug == "softmax twice":
        model.append(nn.Softmax(dim=1))
    elif bug == "rate times 1,000":
        lr = 10
    elif bug == "labels of the next row":
        y_batch = y_batch.roll(1)
    trained = last if bug == "a layer not in the optimizer" else model
    optimizer = torch.optim.Adam(trained.parameters(), lr=lr)
    return model, nn.CrossEntropyLoss(), optimizer, X_batch, y_batch


bugs = {
    "none": "nothing",
    "inputs from 0 to 255": "inputs, start",
    "last layer too large": "start",
    "rows mixed by a reshape": "alone",
    "a layer not in the optimizer": "moves, overfit",
    "softmax twice": "overfit",
    "rate times 1,000": "overfit",
    "labels of the next row": "nothing",
}
print("planted bug                   what fails, with 3 seeds")
for bug, fails in bugs.items():
    for seed in range(3):
        torch.manual_seed(seed)
        found = failed_checks(*planted(bug), math.log(10)) or [
            "nothing"
        ]
        assert ", ".join(found) == fails
    print(f"{bug:28}  {fails}")

for name, labels in (
    ("true", y[train]),
    ("next row's", y[train].roll(1)),
):
    model = nn.Linear(64, 10)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[train]), labels).backward()
        optimizer.step()
    right = (model(X[val]).argmax(1) == y[val]).float().mean()
    print(
        f"a linear model, {name:10} labels: {right:.2f} on validation"
    )
    assert right > 0.9 if name == "true" else right < 0.3
# --8<-- [end:evidence]
# --8<-- [start:message]
try:
    torch.optim.Adam(nn.Module().parameters())
except ValueError as error:
    print(f"ValueError: {error}")
# --8<-- [end:message]
