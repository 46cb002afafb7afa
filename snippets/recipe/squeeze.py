# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def fit(rows):
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.append(nn.Linear(32, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return model(X).softmax(1).detach()  # (row, class)


probs = torch.stack([fit(train[:100]) for _ in range(3)])
right = probs[:, val, y[val]]  # (network, image)
print(f"loss of one {-right.log().mean():.2f}", end=", ")
print(f"of the average {-right.mean(0).log().mean():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
padded = nn.functional.pad(X.view(-1, 8, 8), [0, 8, 0, 8])


def new_places(rows):  # each at random on 16 x 16 pixels
    down, right = torch.arange(16) - torch.randint(9, (2, len(rows), 1))
    return padded[rows[:, None, None], down[:, :, None], right[:, None]]


fixed = new_places(torch.arange(len(X)))


def fit(steps, moved):  # moved: at a new place in each step
    hidden = nn.Flatten(), nn.Linear(256, 128), nn.ReLU()
    model = nn.Sequential(*hidden, nn.Linear(128, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for rows in train[torch.randint(len(train), (steps, 64))]:
        logits = model(new_places(rows) if moved else fixed[rows])
        optimizer.zero_grad()
        nn.functional.cross_entropy(logits, y[rows]).backward()
        optimizer.step()
    return model(fixed).softmax(1).detach()


def measure(runs, rows):
    """Accuracy and loss in nats, means of these networks."""
    probs = torch.stack(runs)[:, rows]  # (network, row, class)
    right = (probs.argmax(2) == y[rows]).double().mean()
    return right, -probs[:, range(len(rows)), y[rows]].log().mean()


losses = {}
print("images, steps           train    val  val loss")
for moved in (False, True):
    place = "new places" if moved else "same places"
    three, longer = [fit(200, moved) for _ in range(3)], fit(600, moved)
    arms = {"200": three, "600": [longer], "3 x 200": [sum(three) / 3]}
    for kind, runs in arms.items():
        fitted, _ = measure(runs, train)
        right, losses[moved, kind] = measure(runs, val)
        row = f"{fitted:8.0%} {right:7.0%} {losses[moved, kind]:7.2f}"
        print(f"{place:11} {kind:8} {row}")
    assert losses[moved, "3 x 200"] < losses[moved, "200"]
assert losses[False, "600"] > 0.9 * losses[False, "200"]
assert losses[False, "600"] > 1.05 * losses[False, "3 x 200"]
assert losses[True, "600"] < 0.8 * losses[True, "3 x 200"]
# --8<-- [end:evidence]
