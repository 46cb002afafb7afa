# --8<-- [start:helper]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.hooks import RemovableHandle


def stay_in_eval(module: nn.Module, inputs: tuple) -> None:
    """Run before each forward: undo `model.train()`."""
    module.training = False


def freeze_batchnorm(model: nn.Module) -> list[RemovableHandle]:
    """Stop every batch norm in `model`, in place.

    Its running statistics, scale and shift stay as they are and
    are what it computes with, also after `model.train()`.

    Returns a handle for each, none if there is no batch norm;
    `handle.remove()` lets `model.train()` work again.
    """
    kinds = nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d
    norms = [m for m in model.modules() if isinstance(m, kinds)]
    nn.ModuleList(norms).requires_grad_(False)
    return [m.register_forward_pre_hook(stay_in_eval) for m in norms]


# --8<-- [end:helper]
# --8<-- [start:use]
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
X_new = 1 - X[:1200]  # dark ink on white paper


def train(model, X):
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    for i in torch.randperm(1200).repeat(4).split(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()


attempts = {
    "no_grad() alone": lambda model: None,
    "requires_grad_(False)": lambda model: model.requires_grad_(False),
    "eval(), then train()": lambda model: model.eval(),
    "freeze_batchnorm": freeze_batchnorm,
}
moved, right = torch.empty(2, 5, len(attempts))  # (seed, attempt)
for seed in range(5):
    for i, freeze in enumerate(attempts.values()):
        torch.manual_seed(seed)
        norm, last = nn.BatchNorm1d(64), nn.Linear(64, 10)
        model = nn.Sequential(nn.Linear(64, 64), norm, nn.ReLU(), last)
        train(model, X)
        old = [each.clone() for each in norm.state_dict().values()]
        freeze(model)
        model.train()  # as training loops do in each epoch
        with torch.no_grad():
            _ = [model(batch) for batch in X_new.split(100)]
            guess = model.eval()(X[1200:]).argmax(1)
        moved[seed, i] = (norm.running_mean - old[2]).abs().mean()
        right[seed, i] = (guess == y[1200:]).float().mean()
print("                      mean moved by  accuracy on old digits")
means = moved.mean(0), right.mean(0), right.std(0)
for name, *row in zip(attempts, *means, strict=True):
    print(f"{name:21} {row[0]:14.2f} {row[1]:16.2f} ± {row[2]:.2f}")
assert moved[:, :3].min() > 0.1 and moved[:, 3].max() == 0
drop = right[:, 3:] - right[:, :3]
assert drop.min() > 0 and drop.mean() > 0.1

train(model.train(), X_new)  # the frozen one
now = norm.state_dict().values()
print("same after fine-tuning:", all(map(torch.equal, old, now)))
# --8<-- [end:use]
