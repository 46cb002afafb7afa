# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn, optim

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def errors(rule, lr, n_steps=60, seed=0, **settings):
    # of validation and test images, in percent
    torch.manual_seed(seed)  # the same split and start for all
    train, *held_out = torch.randperm(len(X)).split([1000, 300, 497])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = rule(model.parameters(), lr=lr, **settings)
    for batch in (train.split(100) * 6)[:n_steps]:
        loss = nn.functional.cross_entropy(model(X[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    wrong = 100.0 * (model(X).argmax(dim=1) != y)
    return [round(wrong[rows].mean().item(), 1) for rows in held_out]


for lr in (0.001, 0.03, 1):  # validation error in percent
    print(lr, errors(optim.SGD, lr)[0], errors(optim.AdamW, lr)[0])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
tuned, default, picks = {}, {}, {}
for n_steps in (20, 60):
    print(f"test error after {n_steps} steps, n = 4")
    for name, rule, settings in (
        ("SGD", optim.SGD, {}),
        ("momentum", optim.SGD, {"momentum": 0.9}),
        ("RMSprop", optim.RMSprop, {}),
        ("AdamW", optim.AdamW, {}),
    ):
        runs = torch.zeros(len(rates), 4, 2)
        for i, lr in enumerate(rates):
            for seed in range(4):
                found = errors(rule, lr, n_steps, seed, **settings)
                runs[i, seed] = torch.tensor(found)
        val, test = runs.unbind(dim=2)  # (rate, seed)
        pick = val.mean(dim=1).argmin()
        assert 0 < pick < len(rates) - 1  # inside the grid
        picks[name] = rates[pick]
        tuned[name, n_steps] = mean = test[pick].mean()
        default[name, n_steps] = test[0].mean()
        error = test[pick].std() / 4**0.5
        row = f"{mean:4.1f} ± {error:.1f} % at {rates[pick]}"
        print(f"{name:9} {row:21} at 0.001 {test[0].mean():.1f} %")
        if n_steps == 60:
            plt.semilogx(rates, test.mean(dim=1), ".-", label=name)
assert default["SGD", 60] > default["RMSprop", 60] + 50
others = ("momentum", "RMSprop", "AdamW")
assert max(tuned[name, 60] for name in ("SGD", *others)) < 20
assert tuned["SGD", 20] > max(tuned[name, 20] for name in others) + 10
assert picks["SGD"] > 9 * picks["RMSprop"]

plt.ylim(0, 135)
plt.title("Four optimizers, four good ranges of rates")
plt.xlabel("learning rate (60 steps, mean of 4 splits)")
plt.ylabel("test error (percent)")
plt.legend(loc="upper center", ncols=2)
plt.show()
# --8<-- [end:evidence]
