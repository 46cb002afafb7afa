# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def fit(model, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(150):
        optimizer.zero_grad()
        logits = model(X[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    return model(X).softmax(1).detach()  # (rows, classes)


right = fit(nn.Linear(64, 10), lr=0.1).argmax(1) == y
print(f"a linear model: {right[val].float().mean():.2f} on validation")


# --8<-- [end:idea]
# --8<-- [start:evidence]
def build(kind):
    if kind == "linear":
        return nn.Linear(64, 10)
    if kind == "MLP":
        hidden = nn.Linear(64, 128), nn.ReLU()
        return nn.Sequential(*hidden, nn.Linear(128, 10))
    conv = nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, 8, 3)
    pool = nn.MaxPool2d(2), nn.ReLU(), nn.Flatten()
    return nn.Sequential(*conv, *pool, nn.Linear(8 * 3 * 3, 10))


def measure(probs, rows):
    """Accuracy, and loss in nats."""
    right = (probs[rows].argmax(1) == y[rows]).float().mean()
    loss = nn.functional.nll_loss(probs[rows].log(), y[rows])
    return right.item(), loss.item()


constant = (y[val] == y[train].mode().values).float().mean()
print(f"constant  {constant:.2f} on validation")
print("150 steps, 3 seeds      training  validation  loss")
found = {}
for kind in ("linear", "MLP", "CNN"):
    tries = {}
    for lr in (0.001, 0.01, 0.1, 1.0):
        tries[lr] = fit(build(kind), lr)
    lr = min(tries, key=lambda lr: measure(tries[lr], val)[1])
    runs = [tries[lr], fit(build(kind), lr), fit(build(kind), lr)]
    fitted, scores = [
        torch.tensor([measure(run, rows) for run in runs]).mean(0)
        for rows in (train, val)
    ]
    found[kind] = (fitted[0], *scores)
    print(f"{kind:6}  chosen rate {lr:4} {fitted[0]:9.2f}", end="")
    print(f"{scores[0]:12.2f}  {scores[1]:.2f}")
average = torch.stack(runs).mean(0)  # of the three CNNs
(score, loss), final = measure(average, val), measure(average, test)
print(f"CNNs averaged {score:32.2f}  {loss:.2f}")
print(f"on test, once {final[0]:32.2f}  {final[1]:.2f}")
assert constant < 0.2 and found["linear"][1] > 0.9
assert min(found["MLP"][0], found["CNN"][0]) > 0.97
assert loss < found["CNN"][2] and abs(score - final[0]) < 0.05
# --8<-- [end:evidence]
