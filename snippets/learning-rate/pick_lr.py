# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def errors(optimizer_class, lr, seed=0, epochs=8):
    # of validation and test images, in percent
    torch.manual_seed(seed)  # the same split and start for each lr
    train, *held_out = torch.randperm(len(X)).split([800, 400, 597])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for batch in train.split(100) * epochs:
        loss = nn.functional.cross_entropy(model(X[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    wrong = 100.0 * (model(X).argmax(dim=1) != y)
    return [wrong[rows].mean().item() for rows in held_out]


for lr in (0.0001, 0.001, 0.01, 0.1, 1):
    print(f"lr {lr:<6}: error {errors(torch.optim.Adam, lr)[0]:4.1f} %")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

SGD, Adam = torch.optim.SGD, torch.optim.Adam
rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
seeds = range(5)  # splits and starts
means, picks = {}, {}
for optimizer_class, color in ((SGD, "C0"), (Adam, "C2")):
    name = optimizer_class.__name__
    runs = [
        [errors(optimizer_class, lr, s) for s in seeds] for lr in rates
    ]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    means[name] = val.mean(dim=1)
    best = means[name].argmin()
    picks[name] = rates[best]
    print(f"{name:4} picks {rates[best]:<4}", end="")
    mean, error = test[best].mean(), test[best].std() / 5**0.5
    print(f"  test error {mean:.1f} ± {error:.1f} %, n = 5")
    assert means[name][0] > 70 and mean < 15 and means[name][-1] > 70
    plt.plot(rates, val, color, lw=0.6)
    plt.plot(rates, means[name], f"{color}.-", lw=2, label=name)
assert picks["SGD"] > 5 * picks["Adam"]
assert means["SGD"][rates.index(0.03)] > 50
assert means["Adam"][rates.index(1)] > 50

print("lr       SGD   Adam   (validation error, mean of 5)")
for lr, *row in zip(rates, *means.values(), strict=True):
    print(f"{lr:<6}", *[f"{mean:4.0f} %" for mean in row])
longer = {}  # does it only need more time?
for lr in (0.1, 3):
    runs = [errors(SGD, lr, seed, epochs=24)[0] for seed in seeds]
    longer[lr] = sum(runs) / len(runs)
    print(f"SGD at {lr}, three times the steps: {longer[lr]:.1f} %")
assert longer[0.1] < 20 and longer[3] > 70

plt.xscale("log")
plt.title("Each optimizer has a valley of its own")
plt.xlabel("learning rate (thin lines: 5 seeds)")
plt.ylabel("validation error (percent)")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
