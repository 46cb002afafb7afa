# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)


def conv(n_in, n_out):
    return nn.Conv2d(n_in, n_out, 3, padding=1, padding_mode="circular")


body = nn.Sequential(conv(1, 8), nn.ReLU(), conv(8, 16), nn.ReLU())
flat = nn.Sequential(body, nn.Flatten(), nn.Linear(16 * 144, 10))
pool = nn.Sequential(
    body, nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(16, 10)
)
image = torch.rand(1, 1, 12, 12)
moved = image.roll((2, 2), dims=(2, 3))
for name, model in {"flatten": flat, "global max": pool}.items():
    change = (model(moved) - model(image)).abs().max()
    print(f"{name:10} logits change by {change:.1e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
X = nn.functional.pad(X.view(-1, 1, 8, 8), (2, 2, 2, 2))  # 12 x 12


def build(name):
    if name == "MLP":
        return nn.Sequential(
            nn.Flatten(),
            nn.Linear(144, 64),
            nn.ReLU(),
            nn.Linear(64, 10),
        )
    body = [conv(1, 8), nn.ReLU(), conv(8, 16), nn.ReLU()]
    if name == "CNN, global max":
        body.append(nn.AdaptiveMaxPool2d(1))
    return nn.Sequential(*body, nn.Flatten(), nn.LazyLinear(10))


def accuracies(name, seed):
    """In percent, on test images moved by 0, 1 and 2 pixels."""
    torch.manual_seed(seed)
    train, test = torch.randperm(1797).split([1297, 500])
    model = build(name)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(100):
        rows = train[torch.randint(1297, (64,))]
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        moved = [X[test].roll((s, s), (2, 3)) for s in range(3)]
        right = [
            (model(m).argmax(1) == y[test]).double() for m in moved
        ]
    return torch.tensor([100 * r.mean() for r in right])


print("test accuracy, moved by   0       1       2 pixels (3 seeds)")
means = {}
for name in ("MLP", "CNN, flatten", "CNN, global max"):
    runs = torch.stack([accuracies(name, seed) for seed in range(3)])
    mean = means[name] = runs.mean(0)
    row = "   ".join(f"{m:4.1f}%" for m in mean)
    print(f"{name:22}  {row}")
    plt.plot([0, 1, 2], mean, marker="o", label=name)
for name in ("MLP", "CNN, flatten"):
    assert means[name][0] > 90 and means[name][1] < 60
    assert means[name][2] < 20
kept = means["CNN, global max"]
assert kept[0] < means["CNN, flatten"][0]
assert kept.min() > 70 and kept.max() - kept.min() < 0.5

plt.xticks([0, 1, 2])
plt.xlabel("test images moved by (pixels, down and right)")
plt.ylabel("test accuracy (%)")
plt.title("A convolution alone does not survive a shift")
plt.legend()
plt.show()
# --8<-- [end:evidence]
