# --8<-- [start:idea]
from copy import deepcopy

import torch
from torch import nn
from torch.optim.swa_utils import update_bn


def recomputed(model: nn.Module, batches) -> nn.Module:
    """A copy for evaluation: its norms saw these inputs undropped."""
    model = deepcopy(model)
    for module in model.modules():
        if isinstance(module, nn.modules.dropout._DropoutNd):
            module.p = 0
    update_bn(batches, model)
    return model.eval()


torch.manual_seed(0)
X = torch.randn(100_000, 1)
norm = nn.BatchNorm1d(1, momentum=None)
model = nn.Sequential(nn.Dropout(0.5), norm)
model(X)  # training
print(f"variance in evaluation: {model.eval()(X).var():.2f}")
print(f"statistics recomputed:  {recomputed(model, [X])(X).var():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def losses(p_inside, seed):
    """On unseen rows: as trained, and with statistics recomputed."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    model = nn.Sequential(nn.Linear(64, 64))
    for p, n_out in ((p_inside, 64), (p_inside, 64), (0.5, 10)):
        model.extend([nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(p)])
        model.append(nn.Linear(64, n_out))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    for i in train.repeat(8).split(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    model.eval()
    before = nn.functional.cross_entropy(model(X[test]), y[test])
    model = recomputed(model, [X[train]])
    after = nn.functional.cross_entropy(model(X[test]), y[test])
    return before.item(), after.item()


print("unseen rows, n = 6     loss  recomputed     fall")
for name, p_inside, least, most in (
    ("in every block", 0.5, 0.04, 0.2),
    ("after the last norm", 0, -0.02, 0.03),
):
    runs = torch.tensor([losses(p_inside, seed) for seed in range(6)])
    falls = runs[:, 0] - runs[:, 1]
    row = "{:6.2f} {:11.2f}".format(*runs.mean(0))
    error = falls.std() / 6**0.5
    print(f"{name:20} {row}  {falls.mean():.3f} ± {error:.3f}")
    assert least < falls.min() and falls.mean() < most
# --8<-- [end:evidence]
