import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.set_default_dtype(torch.double)  # same digits on any CPU
images, digits = load_digits(return_X_y=True)
X, y = torch.tensor(images) / 16, torch.tensor(digits)


@torch.no_grad()
def predict_forgot(model, X, size):
    return torch.cat([model(rows) for rows in X.split(size)])


@torch.no_grad()
def predict(model: nn.Module, X: torch.Tensor, size: int):
    """Logits of all rows; the mode is put back as it was after."""
    training = model.training
    model.eval()
    logits = torch.cat([model(rows) for rows in X.split(size)])
    model.train(training)
    return logits


cases = (2, "mixed"), (20, "mixed"), (200, "mixed"), (20, "by class")
scores = torch.zeros(2, 4, 5)  # (right or forgot, case, seed)
for seed in range(5):
    torch.manual_seed(seed)
    order = torch.randperm(len(X))
    train, test = order[:-600], order[-600:]
    by_class = test[y[test].argsort()]
    model = nn.Sequential(
        *(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()),
        *(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()),
        nn.Linear(64, 10),
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(5):
        for i in train[torch.randperm(len(train))].split(64):
            loss = nn.functional.cross_entropy(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    for i, function in enumerate((predict, predict_forgot)):
        before = model[1].running_mean.clone()
        for j, (size, kind) in enumerate(cases):
            rows = test if kind == "mixed" else by_class
            hits = function(model, X[rows], size).argmax(1) == y[rows]
            scores[i, j, seed] = hits.double().mean()
        moved = model[1].running_mean != before
        assert moved.all() if i else not moved.any()

print("mean accuracy       eval()   forgotten")
for (size, kind), row in zip(cases, scores.mean(2).T, strict=True):
    print(f"{size:3} {kind:14} {row[0]:7.0%} {row[1]:11.0%}")
assert (scores[0] == scores[0, 0]).all() and scores[0].min() > 0.94
assert scores[1, 0].max() < 0.65 and scores[1, 3].max() < 0.35
assert (scores[1, 2] - scores[0, 2]).abs().max() < 0.03

for i, label in enumerate(("with eval()", "forgotten")):
    places = torch.arange(4) + 0.4 * i - 0.2
    plt.bar(places, scores[i].mean(1), 0.36, color=f"C{i}", label=label)
    plt.plot(places, scores[i], ".", color="gray")
plt.xticks(range(4), [f"{size}\n{kind}" for size, kind in cases])
plt.xlabel("rows in a batch, and their order")
plt.ylabel("test accuracy, 5 seeds")
plt.title("Without eval(), the neighbors decide")
plt.ylim(0, 1.25)
plt.legend(loc="upper center", ncols=2)
plt.show()
