# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def fit(batch_size, steps, lr):
    model = nn.Sequential(
        nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for rows in train[torch.randint(len(train), (steps, batch_size))]:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return model(X).detach()  # logits of all rows


for batch_size in (16, 256):  # 5,120 images each
    right = fit(batch_size, 5120 // batch_size, lr=0.3).argmax(1) == y
    print(f"batch {batch_size:3}: {right[val].float().mean():.1%}")


# --8<-- [end:idea]
# --8<-- [start:evidence]
def losses(logits):
    """On validation, and on test."""
    loss_fn = nn.functional.cross_entropy
    return torch.stack([loss_fn(logits[k], y[k]) for k in (val, test)])


print("batch  steps  images seen  rate   test loss (3 seeds)")
found = []
for batch_size, steps in ((16, 320), (256, 20), (256, 320)):
    tries = {}
    for lr in (0.1, 0.3, 1.0, 3.0):
        runs = [losses(fit(batch_size, steps, lr)) for _ in range(3)]
        tries[lr] = torch.stack(runs).T
    lr = min(tries, key=lambda lr: tries[lr][0].mean())  # by val
    mean, sd = tries[lr][1].mean(), tries[lr][1].std()
    found.append(mean)
    print(f"{batch_size:5} {steps:6} {batch_size * steps:12}", end="")
    print(f"{lr:6} {mean:8.3f} ± {sd / 3**0.5:.3f}")
small, same_images, same_steps = found
assert same_images > 2 * small and same_steps < small
# --8<-- [end:evidence]
