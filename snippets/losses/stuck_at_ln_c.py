# --8<-- [start:idea]
import torch
from torch import nn


def look(model, optimizer, X, y):
    """Deviation of inputs and outputs over rows; what a step moves."""
    before = nn.utils.parameters_to_vector(model.parameters())
    logits = model(X)
    optimizer.zero_grad()
    nn.functional.cross_entropy(logits, y).backward()
    optimizer.step()
    step = nn.utils.parameters_to_vector(model.parameters()) - before
    numbers = X.std(0).mean(), logits.std(0).mean(), step.norm()
    return [number.item() for number in numbers]


torch.manual_seed(0)
X, y = torch.randn(100, 9), torch.randint(3, (100,))
for bias in (0, -10):  # below zero for every row: dead units
    model = nn.Sequential(nn.Linear(9, 8), nn.ReLU(), nn.Linear(8, 3))
    nn.init.constant_(model[0].bias, bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    numbers = look(model, optimizer, X, y)
    print("inputs {:.2f}, outputs {:.2f}, step {:.2f}".format(*numbers))
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def train(case, seed):  # mean of the last 50 losses, what look sees
    torch.manual_seed(seed)
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers)
    if case == "dead units":
        nn.init.constant_(model[0].bias, -10)
    trained = nn.Linear(64, 10) if case == "other optimizer" else model
    optimizer = torch.optim.SGD(trained.parameters(), lr=0.1)
    losses = []
    for _ in range(300):
        rows = torch.randint(len(X), (100,))
        x, labels = X[rows], y[rows]
        if case == "inputs alike":
            x = torch.full((100, 64), 0.3)
        if case == "mixed labels":
            labels = labels[torch.randperm(100)]
        logits = model(x)
        if case == "softmax twice":
            logits = logits.softmax(1)
        loss = nn.functional.cross_entropy(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses[-50:]) / 50, *look(model, optimizer, x, labels)


seen = {}
stuck = "inputs alike", "dead units", "other optimizer", "mixed labels"
print("ln 10 = 2.303     loss  inputs  outputs    step  (5 seeds)")
row = "{:16} {:.3f} {:7.3f} {:8.3f} {:7.3f}"
for case in ("sound", *stuck, "softmax twice"):
    runs = torch.tensor([train(case, seed) for seed in range(5)])
    seen[case] = runs.mean(0)
    print(row.format(case, *seen[case]))
assert all(abs(seen[case][0] - 2.303) < 0.05 for case in stuck)
assert seen["sound"][0] < 0.6 and 2.1 < seen["softmax twice"][0] < 2.3
assert seen["inputs alike"][1] == seen["dead units"][2] == 0
assert seen["other optimizer"][3] == 0
assert seen["mixed labels"][2] < seen["sound"][2] / 10
# --8<-- [end:evidence]
