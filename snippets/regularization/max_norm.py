# --8<-- [start:idea]
import torch
from torch import nn


@torch.no_grad()
def max_norm_(model: nn.Module, limit: float) -> None:
    """Shorten each unit's incoming weights to an L2 norm <= limit.

    A unit is a row of a Linear's weight or a filter of a Conv's.
    In place; call it after each optimizer.step().
    """
    for module in model.modules():
        if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d)):
            weight = module.weight
            weight.copy_(torch.renorm(weight, 2, 0, limit))


torch.manual_seed(0)
layer = nn.Linear(50, 4)
nn.init.normal_(layer.weight, std=0.3)
for when in ("before", "after"):
    print(when, *(f"{norm:.2f}" for norm in layer.weight.norm(dim=1)))
    max_norm_(layer, limit=2)
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def train(limit, seed):
    """Largest L2 norm of a unit, largest single weight; accuracy."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    first, last = nn.Linear(64, 64), nn.Linear(64, 10)
    model = nn.Sequential(first, nn.ReLU(), last).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for i in train[torch.randint(len(train), (200, 50))]:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
        if limit:
            max_norm_(model, limit)
    norms = torch.cat(
        [w.norm(dim=1) for w in (first.weight, last.weight)]
    )
    weights = nn.utils.parameters_to_vector([first.weight, last.weight])
    right = (model(X[test]).argmax(1) == y[test]).double().mean()
    return norms.max().item(), weights.abs().max().item(), right.item()


print("5 seeds   largest norm  largest weight  test accuracy ± error")
means = {}
for limit in (None, 2, 1):
    runs = torch.tensor([train(limit, seed) for seed in range(5)])
    norm, weight, right = means[limit] = runs.mean(0)
    error = 100 * runs[:, 2].std() / 5**0.5
    name = f"limit {limit}" if limit else "no limit"
    print(f"{name:8} {norm:13.1f} {weight:15.1f}", end="")
    print(f"{100 * right:14.1f}% ± {error:.1f}%")
    if limit:
        assert runs[:, 0].max() < limit + 1e-9
        assert runs[:, 1].max() <= limit
assert means[None][0] > 2.3
assert means[2][2] > means[None][2] - 0.02
assert means[1][2] < means[None][2] - 0.01
# --8<-- [end:evidence]
