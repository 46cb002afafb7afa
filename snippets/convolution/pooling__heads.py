import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
digits = load_digits()
X = torch.tensor(digits.images / 16).float()[:, None]
y = torch.tensor(digits.target)


def build(name):
    layers = [nn.Conv2d(1, 8, 3, padding=1), nn.ReLU()]
    layers += [nn.Conv2d(8, 16, 3, padding=1), nn.ReLU()]
    if name == "max":
        layers += [nn.AdaptiveMaxPool2d(1)]
    elif name != "flatten":
        layers += [nn.AdaptiveAvgPool2d(1)]
    return nn.Sequential(*layers, nn.Flatten(), nn.LazyLinear(10))


def accuracies(name, lr, seed):
    """Validation and test in percent, weights of the last layer."""
    torch.manual_seed(seed)
    train, valid, test = torch.randperm(1797).split([1000, 300, 497])
    model = build(name)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(80):
        rows = train[torch.randint(1000, (32,))]
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        valid, test = (
            100 * (model(X[rows]).argmax(1) == y[rows]).double().mean()
            for rows in (valid, test)
        )
    return valid, test, sum(p.numel() for p in model[-1].parameters())


print("head           last layer  lr     test (3 seeds, 80 steps)")
means = {}
for name in ("flatten", "max", "average"):
    runs = {
        lr: torch.tensor([accuracies(name, lr, s) for s in range(3)])
        for lr in (0.005, 0.02, 0.08)
    }
    lr = max(runs, key=lambda lr: runs[lr][:, 0].mean())
    test, count = runs[lr][:, 1], int(runs[lr][0, 2])
    mean, error = test.mean(), test.std() / 3**0.5
    means[name] = mean
    print(f"{name:14} {count:10}  {lr:5}  {mean:.1f} ± {error:.1f} %")
for name in ("flatten", "max"):
    assert means[name] > means["average"] + 15

plt.bar(list(means), list(means.values()))
plt.ylabel("test accuracy after 80 steps (%)")
plt.title("Behind a global average, learning is slow")
plt.show()
