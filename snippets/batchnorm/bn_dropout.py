# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(100_000, 1)
X = torch.cat([X, X.relu()], dim=1)  # mean 0, and a mean above 0

print("dropout  variance too large by: mean 0, after ReLU")
for p in (0.1, 0.5):
    norm = nn.BatchNorm1d(2, momentum=None)
    norm(nn.Dropout(p)(X))  # training: fills the running variance
    factor = norm.running_var / X.var(0)
    print(f"{p:7} {factor[0]:30.2f} {factor[1]:11.2f}")

norm.eval()  # no dropout from here on
after = norm(X).var(0)
print(f"0.5, variance in evaluation {after[0]:10.2f} {after[1]:11.2f}")
# --8<-- [end:idea]


# --8<-- [start:helper]
@torch.no_grad()
def recompute_statistics(model: nn.Module, batches) -> None:
    """Set the running statistics of all batch norms, dropout off.

    `batches` are inputs of the model. Modes and momenta stay.
    """
    norm_class = nn.modules.batchnorm._BatchNorm
    norms = [m for m in model.modules() if isinstance(m, norm_class)]
    modes = {m: m.training for m in model.modules()}
    momenta = [norm.momentum for norm in norms]
    model.eval()
    for norm in norms:
        norm.train().momentum = None  # a plain average
        norm.reset_running_stats()
    for X in batches:
        model(X)
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
    for module, mode in modes.items():
        module.training = mode


# --8<-- [end:helper]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

exact = 2 + X.mean(0).square() / X.var(0)  # the formula
assert (factor / exact - 1).abs().max() < 0.03
assert (after * exact - 1).abs().max() < 0.03

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def losses(p_inside, p_last, seed):
    """On unseen rows: as trained, and with statistics recomputed."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    model = nn.Sequential(nn.Linear(64, 64))
    for p, n_out in ((p_inside, 64), (p_inside, 64), (p_last, 10)):
        model.extend([nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(p)])
        model.append(nn.Linear(64, n_out))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    for i in train.repeat(8).split(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    model.eval()
    before = nn.functional.cross_entropy(model(X[test]), y[test])
    recompute_statistics(model, [X[train]])
    assert model[1].momentum == 0.1 and not model[1].training
    after = nn.functional.cross_entropy(model(X[test]), y[test])
    return before.item(), after.item()


falls = {}
print("unseen rows, n = 6     loss  recomputed  difference")
for name, p_inside in (
    ("in every block", 0.5),
    ("after the last norm", 0),
):
    runs = [losses(p_inside, 0.5, seed) for seed in range(6)]
    before, after = torch.tensor(runs).unbind(1)
    falls[name] = fall = before - after
    error = fall.std() / 6**0.5
    print(
        f"{name:20} {before.mean():6.2f} {after.mean():11.2f}", end=""
    )
    print(f"  {-fall.mean():.3f} ± {error:.3f}")
assert falls["in every block"].min() > 0.04
assert falls["after the last norm"].mean() < 0.03
# --8<-- [end:evidence]
