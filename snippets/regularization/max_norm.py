# --8<-- [start:function]
import torch
from sklearn.datasets import load_digits
from torch import nn


@torch.no_grad()
def max_norm_(model: nn.Module, limit: float) -> None:
    """Shorten each unit's incoming weights to L2 norm <= limit.

    In place; call it after each optimizer.step(). A unit is a row
    of a Linear weight (out, in), or a filter of a Conv weight
    (out, in, *kernel). Biases and other layers stay as they are.
    ValueError if limit is not positive. Srivastava et al. 2014.
    """
    if limit <= 0:
        raise ValueError(f"limit has to be positive, not {limit}")
    kinds = nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d
    for module in model.modules():
        if isinstance(module, kinds):
            norms = module.weight.flatten(1).norm(dim=1)  # (out,)
            scale = (limit / norms).clamp(max=1)  # norm 0: inf, then 1
            shape = -1, *[1] * (module.weight.ndim - 1)
            module.weight.mul_(scale.view(shape))


# --8<-- [end:function]
# --8<-- [start:run]
torch.manual_seed(0)
for layer in (
    nn.Linear(50, 20, dtype=torch.float64),
    nn.Conv2d(3, 8, 5, dtype=torch.float64),
):
    weight = layer.weight.data
    weight *= 5 * torch.rand(len(weight)).view(
        -1, *[1] * (weight.ndim - 1)
    )
    weight[0] = 0  # a unit without weights
    expected = torch.renorm(weight, p=2, dim=0, maxnorm=1)
    before = weight.flatten(1).norm(dim=1)
    max_norm_(layer, 1)
    torch.testing.assert_close(weight, expected, rtol=1e-6, atol=0)
    short = before < 1
    assert 0 < short.sum() < len(short)  # some are cut, some are not

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)


def train(limit, seed):
    """Largest L2 norm of a unit, largest single weight; accuracy."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    model = nn.Sequential(
        nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(200):
        i = train[torch.randint(len(train), (50,))]
        loss = nn.functional.cross_entropy(model(X[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if limit:
            max_norm_(model, limit)
    weights = [model[0].weight, model[2].weight]
    right = (model(X[test]).argmax(1) == y[test]).float().mean()
    return (
        max(w.norm(dim=1).max() for w in weights).item(),
        max(w.abs().max() for w in weights).item(),
        right.item(),
    )


print("5 seeds   largest norm  largest weight  accuracy")
means = {}
for limit in (None, 2, 1):
    runs = torch.tensor([train(limit, seed) for seed in range(5)])
    norm, weight, right = means[limit] = runs.mean(0)
    name = f"limit {limit}" if limit else "no limit"
    print(f"{name:8} {norm:13.1f} {weight:15.1f} {right:9.2f}")
    if limit:
        assert runs[:, 0].max() < limit + 1e-5
assert means[None][0] > 2.5  # without a limit, units grow past it
assert means[2][2] > means[None][2] - 0.02
assert means[1][2] < means[None][2] - 0.01
# --8<-- [end:run]
