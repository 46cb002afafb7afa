# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float().view(-1, 8, 8), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
padded = nn.functional.pad(X, [0, 8, 0, 8])  # 16 x 16 pixels
X = padded.clone()
for i, place in enumerate(torch.randint(9, (len(X), 2)).tolist()):
    X[i] = X[i].roll(place, (0, 1))  # each digit somewhere else

model = nn.Sequential(nn.Flatten(), nn.Linear(256, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for rows in train[torch.randint(len(train), (300, 64))]:
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
    optimizer.step()
right = (model(X).argmax(1) == y).float()
print(f"a linear model: {right[val].mean():.1%} on validation")


# --8<-- [end:idea]
# --8<-- [start:evidence]
def new_places(rows):
    """Those digits, each at another random place."""
    down, right = torch.arange(16) - torch.randint(9, (2, len(rows), 1))
    return padded[rows[:, None, None], down[:, :, None], right[:, None]]


def fit(stage, lr):
    """Probabilities of the classes for all rows, after 300 steps."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(256, 10))
    if stage != "linear":
        model[1] = nn.Linear(256, 128)
        model.extend([nn.ReLU(), nn.Linear(128, 10)])
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for rows in train[torch.randint(len(train), (300, 64))]:
        moved = stage == "MLP, new places"
        logits = model(new_places(rows) if moved else X[rows])
        optimizer.zero_grad()
        nn.functional.cross_entropy(logits, y[rows]).backward()
        optimizer.step()
    return model(X).softmax(1).detach()


def accuracy(probs, rows):
    return (probs[rows].argmax(1) == y[rows]).float().mean().item()


constant = (y[val] == y[train].mode().values).float().mean().item()
print("stage            best rate   train  validation")
print(f"constant {constant:36.1%}")
scores, rates = [constant], (0.0003, 0.001, 0.01, 0.1)
for stage in ("linear", "MLP", "MLP, new places"):
    tries = {lr: fit(stage, lr) for lr in rates}
    lr = max(tries, key=lambda lr: accuracy(tries[lr], val))
    scores.append(accuracy(tries[lr], val))
    fitted = accuracy(tries[lr], train)
    print(f"{stage:17} {lr:8} {fitted:7.1%} {scores[-1]:11.1%}")
    if stage == "MLP":
        assert fitted > 0.95 > scores[-1] + 0.2  # it overfits
three = [tries[lr], fit(stage, lr), fit(stage, lr)]
one = sum(accuracy(probs, val) for probs in three) / 3
averaged, final = (accuracy(sum(three), k) for k in (val, test))
print(f"three, on average {one:27.1%}")
print(f"their probabilities averaged {averaged:16.1%}")
print(f"on test, once {final:31.1%}")
constant, linear, mlp, moved = scores
assert constant < 0.2 and linear < 0.35 < mlp < moved - 0.05
assert averaged > one and abs(final - averaged) < 0.1
# --8<-- [end:evidence]
