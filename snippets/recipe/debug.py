# --8<-- [start:idea]
import torch


def failed_checks(model, loss_fn, optimizer, X, y, start):
    """Cheap checks on a batch; start: the first loss to expect."""
    failed = ["inputs"] if X.mean().abs() > 1 or X.std() > 3 else []
    logits = model(X)
    if not start - 0.5 < loss_fn(logits, y) < start + 0.5:
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
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


class MixRows(nn.Module):
    def forward(self, logits):
        return logits.T.reshape(-1, 10)  # the right shape, mixed rows


def planted(bug):  # what failed_checks() takes
    last = nn.Linear(64, 10)
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), last)
    trained = last if bug == "a layer not in the optimizer" else model
    optimizer = torch.optim.Adam(trained.parameters(), lr=0.01)
    if bug in added:
        model.append(added[bug])
    X_batch = X[train[:16]] * (255 if "255" in bug else 1)
    y_batch = y[train[:16]].roll(int("next row" in bug))
    return model, nn.CrossEntropyLoss(), optimizer, X_batch, y_batch


added = {
    "rows mixed by a reshape": MixRows(),
    "softmax twice": nn.Softmax(1),
}
bugs = {
    "none": "nothing",
    "inputs from 0 to 255": "inputs, start",
    "rows mixed by a reshape": "alone",
    "a layer not in the optimizer": "moves, overfit",
    "softmax twice": "overfit",
    "labels of the next row": "nothing",
}
print("planted bug                   what fails, with 3 seeds")
for bug, fails in bugs.items():
    for _ in range(3):
        failed = failed_checks(*planted(bug), start=2.3)
        assert ", ".join(failed or ["nothing"]) == fails
    print(f"{bug:28}  {fails}")
# --8<-- [end:evidence]
