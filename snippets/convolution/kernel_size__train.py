import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
digits = load_digits()
X = torch.tensor(digits.images / 16).float()[:, None]
y = torch.tensor(digits.target)


def conv(k, n_in=8):
    return nn.Conv2d(n_in, 8, k)


def build(name):
    """A first layer, one or two in the middle, and a linear one."""
    middle = {
        "one 5 x 5": [conv(5)],
        "two 3 x 3": [conv(3), nn.ReLU(), conv(3)],
    }[name]
    head = [nn.ReLU(), nn.Flatten(), nn.LazyLinear(10)]
    return nn.Sequential(conv(3, 1), nn.ReLU(), *middle, *head)


def accuracies(name, lr, seed):
    """In percent, validation and test."""
    torch.manual_seed(seed)
    train, valid, test = torch.randperm(1797).split([400, 300, 1097])
    model = build(name)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(80):
        rows = train[torch.randint(400, (64,))]
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = (model(X).argmax(1) == y).double() * 100
    return right[valid].mean(), right[test].mean()


means = []
for name in ("one 5 x 5", "two 3 x 3"):
    runs = {
        lr: torch.tensor([accuracies(name, lr, s) for s in range(3)])
        for lr in (0.003, 0.015, 0.06)
    }
    lr = max(runs, key=lambda lr: runs[lr][:, 0].mean())
    test = runs[lr][:, 1]
    error = test.std() / 3**0.5
    means.append(test.mean())
    print(f"{name} lr {lr}  test {means[-1]:.1f} ± {error:.1f} %")
assert means[1] < means[0] + 6
