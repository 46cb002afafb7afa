import warnings

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.lr_scheduler import ExponentialLR

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
epochs, lr, gamma = 7, 0.5, 0.8


def train(place, seed):
    torch.manual_seed(seed)
    train_set, test = torch.randperm(len(X)).split([1200, 597])
    model = nn.Sequential(
        nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    scheduler = ExponentialLR(optimizer, gamma)
    rates = []  # at the first batch of each epoch
    for _ in range(epochs):
        if place == "before":
            scheduler.step()  # wrong: no optimizer.step() so far
        rates.append(scheduler.get_last_lr()[0])
        for i in train_set[torch.randperm(1200)].split(100):
            loss = nn.functional.cross_entropy(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if place == "each batch":
                scheduler.step()  # wrong here: gamma is per epoch
        if place == "epoch's end":
            scheduler.step()  # right
    right = (model(X[test]).argmax(1) == y[test]).float().mean()
    return rates, right.item()


print("scheduler.step()  rate in epoch 1, 4, 7   accuracy")
rates, scores, told = {}, {}, {}
for place in ("epoch's end", "before", "each batch"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        runs = [train(place, seed) for seed in range(5)]
    rates[place] = torch.tensor(runs[0][0])
    scores[place] = torch.tensor([score for _, score in runs])
    told[place] = {str(w.message).split(". ")[0] for w in caught}
    row = "".join(f"{rate:7.4f}" for rate in rates[place][::3])
    print(f"{place:15} {row}{scores[place].mean():10.2f}")
for place, messages in told.items():
    print(f"{place}: {', '.join(messages) or 'no warning'}")

meant = lr * gamma ** torch.arange(epochs + 1)
assert torch.allclose(rates["epoch's end"], meant[:-1])
assert torch.allclose(rates["before"], meant[1:])  # the first is lost
assert len(told["before"]) == 1 and not told["each batch"]
assert scores["each batch"].max() < scores["epoch's end"].min() - 0.1
assert scores["each batch"].max() < scores["before"].min() - 0.1
