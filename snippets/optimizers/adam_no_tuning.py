# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def accuracies(lr, epochs, seed=0):
    # of validation and test images, in percent
    torch.manual_seed(seed)  # the same split and start for each lr
    train, *held_out = torch.randperm(len(X)).split([1000, 300, 497])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for batch in train.split(50) * epochs:  # 20 steps an epoch
        loss = nn.functional.cross_entropy(model(X[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = 100.0 * (model(X).argmax(dim=1) == y)
    return [right[rows].mean().item() for rows in held_out]


for lr in (0.001, 0.03, 1):
    print(f"lr {lr:<5}: {accuracies(lr, epochs=1)[0]:.1f} %")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]
gains = []
print("test accuracy, n = 5   at 0.001         tuned")
for epochs, style in ((1, "C2--"), (5, "C2-")):
    runs = [
        [accuracies(lr, epochs, s) for s in range(5)] for lr in rates
    ]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    pick = val.mean(dim=1).argmax()
    default, tuned = test[rates.index(0.001)], test[pick]
    row = [
        f"{arm.mean():.1f} ± {arm.std() / 5**0.5:.1f} %"
        for arm in (default, tuned)
    ]
    print(
        f"{20 * epochs:3} steps             ", "   ".join(row), end=""
    )
    print(f" at {rates[pick]}; at 1: {test[-1].mean():.1f} %")
    gains.append((tuned - default).mean())
    assert test[-1].mean() < 30
    label = f"{20 * epochs} steps"
    plt.plot(rates, test.mean(dim=1), style, label=label)
    plt.fill_between(rates, *test.aminmax(dim=1), color="C2", alpha=0.2)
assert 80 > gains[0] > 40 > gains[1] > 10

plt.axvline(0.001, color="gray", linestyle=":")
plt.text(0.0011, 98, "default", color="gray")
plt.xscale("log")
plt.ylim(0, 125)
plt.title("Adam's rate needs tuning, too")
plt.xlabel("learning rate (band: 5 splits)")
plt.ylabel("test accuracy (percent)")
plt.legend(loc="upper right", ncols=2)
plt.show()
# --8<-- [end:evidence]
