# --8<-- [start:idea]
import torch
from torch import nn


def backward_in_parts(
    model: nn.Module, X: torch.Tensor, y: torch.Tensor, size: int
) -> None:
    """Add the gradient of the mean loss over all of X, y to .grad.

    One micro-batch of size examples at a time; the last may be
    smaller.
    """
    for rows in torch.arange(len(X)).split(size):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        share = len(rows) / len(X)
        (loss * share).backward()  # adds to .grad


# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def gradient(model, X, y, size, divide_by):
    model.zero_grad()
    if divide_by is None:
        backward_in_parts(model, X, y, size)
    else:  # the usual loop: parts taken for equal
        for rows in torch.arange(len(X)).split(size):
            loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
            (loss / divide_by).backward()
    grads = [p.grad for p in model.parameters()]
    return nn.utils.parameters_to_vector(grads)


def off(norm, size, divide_by, seed):
    """Distance from the whole batch's gradient, in its lengths."""
    torch.manual_seed(seed)
    layers = nn.Linear(64, 32), norm(32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    rows = torch.randperm(len(X))[:64]
    full = gradient(model, X[rows], y[rows], 64, None)
    summed = gradient(model, X[rows], y[rows], size, divide_by)
    return ((summed - full).norm() / full.norm()).item()


cases = {  # for a batch of 64: norm, examples a part, divided by
    "parts of 16": (nn.Identity, 16, None),
    "parts of 30, 30, 4": (nn.Identity, 30, None),
    "with layer norm": (nn.LayerNorm, 16, None),
    "with batch norm": (nn.BatchNorm1d, 16, None),
    "30, 30, 4, each / 3": (nn.Identity, 30, 3),
    "loss not divided": (nn.Identity, 16, 1),
}
print("distance from the gradient of the whole batch")
for i, (name, case) in enumerate(cases.items()):
    found = [off(*case, seed) for seed in range(5)]
    low, high = min(found), max(found)
    print(f"{name:20} {low:.1f} to {high:.1f} of its length")
    if i < 3:
        assert high < 1e-12  # equal but for rounding
    else:
        assert low > 0.1
    plt.plot(found, [name] * 5, "C0o", alpha=0.5)
assert abs(low - 3) < 1e-6  # not divided: four times as long

plt.gca().invert_yaxis()
plt.title("How far off each way of accumulating is")
plt.xlabel("distance / length of the gradient (dots: 5 seeds)")
plt.show()
# --8<-- [end:evidence]
