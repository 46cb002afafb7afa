# --8<-- [start:idea]
import torch
from torch import nn


def check(serve, golden, tolerance=0.01):
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
    """The same test rows, prepared in other ways."""
    images = X.view(-1, 8, 8)
    return {
        "as in training": X,
        "8 gray levels": (7 * X).round() / 7,
        "not divided": 16 * X,
        "inverted": 1 - X,
        "transposed": images.mT.flatten(1),
        "shifted a pixel": images.roll(1, 2).flatten(1),
        "train mode": X,
    }


table = {}
for model, X_test, y_test in [trained(seed) for seed in range(3)]:
    expected = model.eval()(X_test)
    for name, inputs in changed(X_test).items():
        model.train(name == "train mode")
        pairs = inputs.split(2) if model.training else [inputs]
        logits = torch.cat([model(rows) for rows in pairs])
        confidence, answers = logits.softmax(1).max(1)
        right = (answers == y_test).double().mean()
        raises = (logits - expected).abs().max() > 0.01
        row = torch.tensor([right, confidence.mean(), raises])
        table.setdefault(name, []).append(row)
print("3 networks        right  confidence  check raises")
for name, rows in table.items():
    right, confidence, raises = torch.stack(rows).mean(0).tolist()
    print(f"{name:16} {right:6.1%} {confidence:11.1%} {raises:13.0%}")
    plt.barh(name, right, color="C0")
    plt.plot(confidence, name, "C1o")
    table[name] = right, confidence, raises
same, gray, scale, *_, transposed, _, _ = table.values()
assert min(same[0], gray[0]) > 0.95 and scale[1] > same[1]
assert transposed[0] < 0.2 and transposed[1] > 0.95
assert max(found[0] for found in list(table.values())[2:]) < 0.92
plt.gca().invert_yaxis()
plt.xlabel("bar: share right, dot: mean confidence")
plt.title("Confidence does not warn")
plt.show()
# --8<-- [end:evidence]
