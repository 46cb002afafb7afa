# --8<-- [start:function]
from collections.abc import Callable
from copy import deepcopy

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import Tensor, nn


def range_test(
    model: nn.Module,
    loss_fn: Callable[[Tensor, Tensor], Tensor],
    batches: list[tuple[Tensor, Tensor]],
    kind: Callable[..., torch.optim.Optimizer] = torch.optim.SGD,
    lr_min: float = 1e-5,
    lr_max: float = 10.0,
) -> tuple[Tensor, Tensor]:
    """Train a copy, each batch at a higher rate, until it explodes.

    Returns rates and losses, means of 5 steps, both (steps - 4,);
    needs 5 steps. After arXiv:1506.01186, where the rate is linear.
    """
    spread = torch.linspace(0, 1, len(batches))
    rates = lr_min * (lr_max / lr_min) ** spread
    model = deepcopy(model)  # the test wrecks the weights
    optimizer = kind(model.parameters())
    losses = []
    for lr, (X, y) in zip(rates.tolist(), batches, strict=True):
        loss = loss_fn(model(X), y)
        losses.append(loss.item())
        if not losses[-1] < 4 * min(losses):  # exploded, or nan
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.param_groups[0]["lr"] = lr
        optimizer.step()
    smooth = nn.functional.avg_pool1d(torch.tensor([losses]), 5, 1)
    return rates[2 : len(losses) - 2], smooth[0]


# --8<-- [end:function]
# --8<-- [start:compare]
X, y = map(torch.tensor, load_digits(return_X_y=True))
X = X.float() / 16
loss_fn = nn.CrossEntropyLoss()


def train(lr):  # -> validation error, rate, test error
    trained = deepcopy(model)
    optimizer = kind(trained.parameters(), lr=lr)
    for images, labels in batches:
        optimizer.zero_grad()
        loss_fn(trained(images), labels).backward()
        optimizer.step()
    wrong = (trained(X).argmax(dim=1) != y).float()
    return wrong[val].mean().item(), lr, wrong[test].mean().item()


for name, scale, color in ("SGD", 1, "C0"), ("Adam", 0.1, "C2"):
    kind = getattr(torch.optim, name)
    runs = []
    for seed in range(5):
        torch.manual_seed(seed)
        layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
        model = nn.Sequential(*layers)
        rows, test, val = torch.randperm(1797).split([1000, 497, 300])
        batches = [(X[i], y[i]) for i in rows.split(100)] * 6
        rates, losses = range_test(model, loss_fn, batches, kind)
        lowest = rates[losses.argmin()].item()
        sweep = min(train(scale * lr) for lr in (0.1, 0.3, 1))
        runs.append([sweep] + [train(lowest / k) for k in (1, 3, 10)])
        plt.plot(rates[::2], losses[::2], color, lw=0.8)
        plt.plot(lowest / 3, 0.1, "^", color=color)
    plt.plot([], color, label=name)
    _, lrs, errors = torch.tensor(runs).unbind(dim=2)  # (seed, way)
    lrs, mean = lrs.log().mean(dim=0).exp(), errors.mean(dim=0)
    for i, way in enumerate(("sweep", "lowest", "third", "tenth")):
        print(f"{name:4} {way:6} rate {lrs[i]:.2f} error {mean[i]:.2f}")
    near = errors[:, 2] < errors[:, 0] + 0.1
    assert near.sum() >= 4 and mean[2] < mean[1]
    assert name == "Adam" or mean[3] > mean[2] + 0.05
plt.xscale("log")
plt.ylim(0, 3)
plt.title("Triangles: a third of where the loss is lowest")
plt.xlabel("learning rate, growing at each step")
plt.ylabel("training loss, mean of 5 steps")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:compare]
