# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def accuracy(optimizer_class, scale, seed=0, **settings):
    # on test images, in percent, after 60 steps on scale * loss
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers)
    optimizer = optimizer_class(model.parameters(), **settings)
    for batch in train.split(100) * 6:
        loss = nn.functional.cross_entropy(model(X[batch]), y[batch])
        optimizer.zero_grad()
        (scale * loss).backward()
        optimizer.step()
    right = model(X[test]).argmax(dim=1) == y[test]
    return round(100 * right.double().mean().item(), 1)


for scale in (1, 1e-4, 1e-8):
    print(f"× {scale:<6}:", accuracy(torch.optim.Adam, scale, lr=0.02))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

SGD, Adam = torch.optim.SGD, torch.optim.Adam
scales = [1e2, 1, 1e-2, 1e-4, 1e-6, 1e-8]
print("accuracy, n = 5" + "".join(f"{s:8.0e}" for s in scales))
runs = {}
for name, style in (
    ("SGD", "C0.-"),
    ("Adam", "C2.-"),
    ("eps scaled", "C2:"),
):
    found = torch.zeros(len(scales), 5)
    for i, scale in enumerate(scales):
        settings = {"lr": 1 if name == "SGD" else 0.02}
        if name == "eps scaled":
            settings["eps"] = 1e-8 * scale
        for seed in range(5):
            found[i, seed] = accuracy(
                SGD if name == "SGD" else Adam, scale, seed, **settings
            )
    runs[name] = found
    row = [f"{mean:6.1f} %" for mean in found.mean(dim=1)]
    print(f"{name:15}" + "".join(row))
    plt.plot(scales, found.mean(dim=1), style, label=name)
    low, high = found.aminmax(dim=1)
    plt.fill_between(scales, low, high, color=style[:2], alpha=0.2)
sgd, adam, mended = runs.values()
assert sgd[1].mean() > 70 and sgd[[0, 2, 3]].mean(dim=1).max() < 40
assert (adam[:4] - adam[1]).abs().max() < 2  # on each split
assert adam[5].max() < 60 and (mended - adam[1]).abs().max() < 2

plt.xscale("log")
plt.title("Adam ignores the scale until ε is felt")
plt.xlabel("the loss is multiplied by (band: 5 splits)")
plt.ylabel("test accuracy (percent)")
plt.legend(loc="center")
plt.show()
# --8<-- [end:evidence]
