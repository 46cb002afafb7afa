# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.lr_scheduler import ExponentialLR

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
scheduler = ExponentialLR(optimizer, gamma=0.8)  # per epoch
for epoch in range(4):
    lr = scheduler.get_last_lr()[0]
    print(f"epoch {epoch}: learning rate {lr:.3f}")
    for batch in torch.randperm(len(X)).split(100):
        loss = loss_fn(model(X[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scheduler.step()  # once per epoch, after optimizer.step()
# --8<-- [end:idea]
# --8<-- [start:evidence]
import warnings


def train(place, seed):
    """Rates at each epoch's first batch, and test accuracy in %."""
    torch.manual_seed(seed)
    train_rows, test = torch.randperm(len(X)).split([1200, 597])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model, rates = nn.Sequential(*layers), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    scheduler = ExponentialLR(optimizer, gamma=0.8)
    for _ in range(7):
        if place == "before":
            scheduler.step()  # wrong: no optimizer.step() so far
        rates.append(scheduler.get_last_lr()[0])
        for batch in train_rows[torch.randperm(1200)].split(100):
            optimizer.zero_grad()
            loss_fn(model(X[batch]), y[batch]).backward()
            optimizer.step()
            if place == "each batch":
                scheduler.step()  # wrong here: gamma is per epoch
        if place == "epoch's end":
            scheduler.step()  # right
    right = (model(X[test]).argmax(1) == y[test]).float()
    return rates, 100 * right.mean()


print("scheduler.step()  rate in epoch 1, 4, 7   accuracy, n = 5")
rates, scores = {}, {}
for place in ("epoch's end", "before", "each batch"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        runs = [train(place, seed) for seed in range(5)]
    said = {str(w.message).split(". ")[0] for w in caught}
    rates[place] = torch.tensor(runs[0][0])
    scores[place] = torch.tensor([score for _, score in runs])
    row = "".join(f"{rate:7.4f}" for rate in rates[place][::3])
    mean, error = scores[place].mean(), scores[place].std() / 5**0.5
    print(f"{place:15} {row}{mean:9.1f} ± {error:.1f} %")
    print(f"  {', '.join(said) or 'no warning'}")
meant = 0.5 * 0.8 ** torch.arange(8)
assert torch.allclose(rates["epoch's end"], meant[:-1])
assert torch.allclose(rates["before"], meant[1:])  # the first is lost
right, before, wrong = scores.values()
assert wrong.max() < min(right.min(), before.min()) - 10
try:
    torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer).step()
except TypeError as error:
    print(error)
# --8<-- [end:evidence]
