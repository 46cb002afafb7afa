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
norm = nn.BatchNorm1d(3).requires_grad_(False)
with torch.no_grad():
    norm(torch.randn(8, 3))
print(f"no gradients:     moved by {norm.running_mean.norm():.3f}")
norm.reset_running_stats()
freeze_batchnorm(norm.train())
norm(torch.randn(8, 3))
print(f"freeze_batchnorm: moved by {norm.running_mean.norm():.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

X, y = map(torch.tensor, load_digits(return_X_y=True))
old, test = (X / 16).split([1200, 597])
new = 1 - old  # dark ink on white paper


def train(model, X):
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    for i in torch.randperm(1200).repeat(4).split(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()


@torch.no_grad()
def accuracy(model):
    """Of old digits not trained on."""
    return (model.eval()(test).argmax(1) == y[1200:]).double().mean()


print("seed  old digits right: before  frozen  anything else")
for seed in range(5):
    torch.manual_seed(seed)
    layers = nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 10)).double()
    train(model, old)
    scores = [accuracy(model)]
    for frozen in (True, False):
        model.train()  # as training loops do in each epoch
        if frozen:
            freeze_batchnorm(model)
        with torch.no_grad():
            for batch in new.split(100):
                model(batch)
        scores.append(accuracy(model))
    before, still, moved = scores
    print(f"{seed}{before:29.0%}{still:8.0%}{moved:15.0%}")
    assert still == before > 0.85 and moved < before - 0.05
kept = {name: each.clone() for name, each in model.state_dict().items()}
freeze_batchnorm(model.train())
train(model, new)
for name, values in model.state_dict().items():
    assert torch.equal(values, kept[name]) == name.startswith("1.")
print("fine-tuned while frozen: the norm is the same, bit for bit")
# --8<-- [end:evidence]
