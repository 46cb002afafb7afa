# --8<-- [start:idea]
import torch
from torch import nn


def block(n_in: int, n_out: int, stride: int = 1) -> nn.Sequential:
    """Convolution, norm, ReLU; the norm has a bias of its own."""
    return nn.Sequential(
        nn.Conv2d(n_in, n_out, 3, stride, padding=1, bias=False),
        nn.BatchNorm2d(n_out),
        nn.ReLU(),
    )


torch.manual_seed(0)
images = torch.rand(16, 1, 28, 28)  # (batch, channels, height, width)
net = nn.Sequential(block(1, 12, stride=2), block(12, 12))
print(tuple(net(images).shape))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float().view(-1, 1, 8, 8), torch.tensor(y)
negative = torch.rand(len(X), 1, 1, 1) < 0.5  # black on white
X = torch.where(negative, 1 - X, X)


forms = {  # which parts, in which order
    "norm, ReLU": (0, 1, 2),
    "ReLU": (0, 2),
    "ReLU, He's start": (0, 2),
    "norm": (0, 1),
    "ReLU, norm": (0, 2, 1),
}


def stripped(form, n_in, stride=1):
    parts = block(n_in, 12, stride)
    if "norm" not in form:  # then the convolution needs its bias
        parts[0] = nn.Conv2d(n_in, 12, 3, stride, padding=1)
    if "He" in form:
        nn.init.kaiming_normal_(parts[0].weight)
    return nn.Sequential(*(parts[k] for k in forms[form]))


def train(form, rate, seed):
    """Accuracies after 60 steps: (validation, test)."""
    torch.manual_seed(seed)
    layers = [
        stripped(form, 1, 2),
        *[stripped(form, 12) for _ in range(4)],
    ]
    top = nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(12, 10)
    net = nn.Sequential(*layers, *top)
    optimizer = torch.optim.Adam(net.parameters(), lr=rate)
    for _ in range(60):
        rows = torch.randint(1000, (64,))
        loss = nn.functional.cross_entropy(net(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = net.eval()(X[1000:]).argmax(dim=1) == y[1000:]
    val, test = right.float().split([300, 497])
    return val.mean().item(), test.mean().item()


score = {}
for form in forms:
    runs = [
        [train(form, rate, s) for s in range(3)]
        for rate in (0.01, 0.03)
    ]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    best = test[val.mean(dim=1).argmax()]
    score[form] = best.mean()
    print(f"convolution, {form:18}{best.mean():.1f}")
    plt.plot(best, [form] * 3, "o", color="C0", alpha=0.6)
plt.axvline(0.1, color="gray", linestyle="--", label="guessing")
plt.title("Each part counts, their order hardly")
plt.xlabel("test accuracy (a dot a seed)")
plt.legend(loc="upper center")
plt.show()

assert score["norm"] < 0.25  # without ReLU: one linear map
assert score["norm, ReLU"] > score["ReLU"] + 0.2
assert score["ReLU, He's start"] > score["ReLU"] + 0.1
assert score["ReLU, norm"] > score["norm, ReLU"] - 0.15
# --8<-- [end:evidence]
