import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn


def backward_in_parts(
    model: nn.Module, X: torch.Tensor, y: torch.Tensor, size: int
) -> None:
    """Add the gradient of the mean loss over X (n, features), y (n).

    One micro-batch of size examples at a time; the last may be
    smaller. Equals one backward pass if the model treats examples
    separately.
    """
    for X_part, y_part in zip(
        X.split(size), y.split(size), strict=True
    ):
        loss = nn.functional.cross_entropy(model(X_part), y_part)
        share = len(X_part) / len(X)
        (loss * share).backward()  # adds to .grad


cases = {  # for a batch of 64: norm, examples a part, divided by
    "parts of 16": (nn.Identity, 16, None),
    "parts of 30, 30, 4": (nn.Identity, 30, None),
    "with layer norm": (nn.LayerNorm, 16, None),
    "with batch norm": (nn.BatchNorm1d, 16, None),
    "30, 30, 4, each / 3": (nn.Identity, 30, 3),
    "loss not divided": (nn.Identity, 16, 1),
}
images, digits = load_digits(return_X_y=True)
error = torch.zeros(len(cases), 5)  # (case, seed)
for i, (norm, size, n_parts) in enumerate(cases.values()):
    for seed in range(5):
        torch.manual_seed(seed)
        model = nn.Sequential(
            nn.Linear(64, 32), norm(32), nn.ReLU(), nn.Linear(32, 10)
        ).double()
        rows = torch.randperm(len(images))[:64]
        X, y = (
            torch.tensor(images)[rows] / 16,
            torch.tensor(digits)[rows],
        )
        nn.functional.cross_entropy(model(X), y).backward()
        full = [param.grad for param in model.parameters()]
        full = nn.utils.parameters_to_vector(full)
        model.zero_grad()
        if n_parts:  # the usual loop: parts taken for equal
            for part in torch.arange(64).split(size):
                loss = nn.functional.cross_entropy(
                    model(X[part]), y[part]
                )
                (loss / n_parts).backward()
        else:
            backward_in_parts(model, X, y, size)
        summed = [param.grad for param in model.parameters()]
        summed = nn.utils.parameters_to_vector(summed)
        error[i, seed] = (summed - full).norm() / full.norm()

print("distance from the gradient of the whole batch")
for name, row in zip(cases, error, strict=True):
    print(f"{name:20} {row.min():.1f} to {row.max():.1f} of its length")
assert error[:3].max() < 1e-12  # equal but for rounding
assert error[3:].min() > 0.1
assert torch.allclose(error[-1], torch.tensor(3.0))  # 4 times as long

for seed in range(5):
    places = torch.arange(len(cases)) + (seed - 2) / 9
    plt.barh(places, error[:, seed], height=1 / 9, color="C0")
plt.yticks(range(len(cases)), cases)
plt.gca().invert_yaxis()
plt.title("How far off each way of accumulating is")
plt.xlabel("distance / length of the gradient (5 seeds)")
plt.show()
