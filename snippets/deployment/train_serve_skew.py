# --8<-- [start:idea]
import torch
from torch import nn


def check(serve, golden, tolerance=0.01):
    """Raise if a service answers unlike the training code did."""
    off = (serve(golden["raw"]) - golden["logits"]).abs().max().item()
    if not off <= tolerance:  # also where it is nan
        raise ValueError(f"logits are off by {off:.2g}")


torch.manual_seed(0)
model, raw = nn.Linear(64, 10).eval(), 16 * torch.rand(20, 64)
with torch.no_grad():  # in training; torch.save it with the weights
    golden = {"raw": raw, "logits": model(raw / 16)}
    check(lambda raw: model(raw * 0.0625), golden)
    print("another way to divide by 16: passed")
    try:
        check(model, golden)
    except ValueError as error:
        print("not divided:", error)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)  # pixels 0 to 16
X, y = torch.tensor(X / 16), torch.tensor(y)


def trained(seed):
    """A network for pixels from 0 to 1, and 596 rows for testing."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1201, 596])
    model = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64))
    model.extend([nn.ReLU(), nn.Linear(64, 10)]).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(60):
        optimizer.zero_grad()
        logits = model(X[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    return model.requires_grad_(False), X[test], y[test]


def changed(X):
    """The same test rows, prepared in other ways; (rows, 64) each."""
    images = X.view(-1, 8, 8)
    return {
        "as in training": X,
        "float16": X.half().double(),
        "8 gray levels": (7 * X).round() / 7,
        "not divided": 16 * X,
        "divided by 255": 16 * X / 255,
        "standardized": (X - X.mean()) / X.std(),
        "inverted": 1 - X,
        "transposed": images.mT.flatten(1),
        "shifted a pixel": images.roll(1, 2).flatten(1),
        "train mode, pairs": X.view(-1, 2, 64),
    }


table = {}
for model, X_test, y_test in [trained(seed) for seed in range(5)]:
    golden = {"raw": X_test, "logits": model.eval()(X_test)}
    for name, inputs in changed(X_test).items():
        model.train(inputs.dim() == 3)
        pairs = inputs if model.training else [inputs]
        logits = torch.cat([model(rows) for rows in pairs])
        confidence, answers = logits.softmax(1).max(1)
        right, raises = (answers == y_test).double().mean(), 0
        try:
            check(lambda _, logits=logits: logits, golden)
        except ValueError:
            raises = 1
        row = torch.tensor([right, confidence.mean(), raises])
        table.setdefault(name, []).append(row)
print("5 networks          right  confidence  check raises")
for name, rows in table.items():
    table[name] = torch.stack(rows).mean(0)
    right, confidence, raises = table[name].tolist()
    print(f"{name:18} {right:6.1%} {confidence:11.1%} {raises:13.0%}")
    if name in ("as in training", "float16", "8 gray levels"):
        assert right > 0.95
    else:
        assert right < 0.92 and raises == 1
assert table["not divided"][1] > table["as in training"][1]
right, confidence, _ = table["transposed"]
assert confidence > 0.95 and right < 0.2

names = list(table)[::-1]
rows = torch.stack(list(table.values())).flip(0)
right, confidence, _ = rows.T.tolist()
plt.barh(names, right)
plt.plot(confidence, names, "o", color="C1")
plt.xlabel("bar: share right, dot: mean confidence")
plt.title("Confidence does not warn")
plt.show()
# --8<-- [end:evidence]
