# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = map(torch.tensor, load_digits(return_X_y=True))


def val_loss(lr, steps, end, seed=0):  # rate zero at step `end`
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([300, 1497])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, end)
    for rows in train[torch.randint(300, (steps, 10))]:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[rows] / 16), y[rows]).backward()
        optimizer.step()
        cosine.step()
    return nn.CrossEntropyLoss()(model(X[val] / 16), y[val]).item()


for lr in (0.2, 1.0):
    told = [f"{val_loss(lr, 100, n):.2f}" for n in (400, 100)]
    print(f"rate {lr}: 100 of 400 steps {told[0]}, of 100 {told[1]}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates = (0.1, 0.2, 0.4, 0.7, 1.0)
ways = {"100 of 400": (100, 400), "100 of 100": (100, 100)}
ways["400 of 400"] = (400, 400)
print("mean of 4 seeds, rate ", *[f"{lr:6}" for lr in rates])
table, picks = {}, {}
for name, (steps, end) in ways.items():
    runs = [
        [val_loss(lr, steps, end, seed) for lr in rates]
        for seed in range(4)
    ]
    table[name] = torch.tensor(runs).mean(0)
    picks[name] = table[name].argmin()
    told = [f"{loss:6.2f}" for loss in table[name]]
    print(f"loss at step {name} ", *told)
    plt.semilogx(rates, table[name], "o-", label=f"step {name}")
cut, short, full = table.values()
assert cut[1] < short[1] - 0.3 and cut[4] > short[4] + 0.1
chosen = full[picks["100 of 100"]]
print(f"400 steps at the rate of the 100 steps {chosen:.2f}")
assert chosen < full.min() + 0.05

plt.xticks(rates, rates)
plt.minorticks_off()
plt.xlabel("learning rate")
plt.ylabel("validation loss")
plt.title("A schedule cut short is another schedule")
plt.legend(loc="upper center")
plt.show()
# --8<-- [end:evidence]
