# --8<-- [start:idea]
import torch
from torch import nn


def freeze_batchnorm(model: nn.Module) -> None:
    """Fix statistics, scale and shift. Call after model.train()."""
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.eval()
            module.requires_grad_(False)


torch.manual_seed(0)
norm = nn.BatchNorm1d(3)
model = nn.Sequential(nn.Linear(5, 3), norm).requires_grad_(False)
with torch.no_grad():
    model.train()(torch.randn(8, 5))
print(f"no gradients:     moved by {norm.running_mean.norm():.3f}")
norm.reset_running_stats()
freeze_batchnorm(model.train())
model(torch.randn(8, 5))
print(f"freeze_batchnorm: moved by {norm.running_mean.norm():.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
old, test = X[:1200], X[1200:]
new = 1 - old  # dark ink on white paper


def train(model, X, frozen=False):
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    model.train()
    if frozen:
        freeze_batchnorm(model)
    for i in torch.randperm(1200).repeat(4).split(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()


@torch.no_grad()
def accuracy(model):
    """Of old digits not trained on, in percent."""
    right = model.eval()(test).argmax(1) == y[1200:]
    return 100 * right.double().mean()


print("seed  old digits right: before  anything else  frozen")
for seed in range(5):
    torch.manual_seed(seed)
    norm = nn.BatchNorm1d(64)
    layers = nn.Linear(64, 64), norm, nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers).double()
    train(model, old)
    scores = [accuracy(model)]
    kept = copy.deepcopy(model.state_dict())
    for frozen in (False, True):
        model.load_state_dict(kept)
        model.train()  # as training loops do in each epoch
        if frozen:
            freeze_batchnorm(model)
        with torch.no_grad():
            for batch in new.split(100):
                model(batch)
        scores.append(accuracy(model))
    before, moved, still = scores
    print(f"{seed}{before:28.0f} %{moved:12.0f} %{still:8.0f} %")
    assert still == before > 85 and moved < before - 5

train(model, new, frozen=True)
for name, values in norm.state_dict().items():
    assert torch.equal(values, kept[f"1.{name}"])
assert not torch.equal(model[0].weight, kept["0.weight"])
print("fine-tuned while frozen: the norm is the same, bit for bit")
# --8<-- [end:evidence]
