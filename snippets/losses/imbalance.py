import matplotlib.pyplot as plt
import torch
from sklearn.metrics import precision_recall_curve, roc_auc_score
from torch import nn


def sample(n):
    """n points in 2-D, 1 in 50 positive and shifted by (2, 0)."""
    y = (torch.rand(n, 1) < 1 / 50).double()
    return torch.randn(n, 2) + y * torch.tensor([2.0, 0]), y


def fit(X, y, pos_weight):
    model = nn.Linear(2, 1)
    loss_of = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
    optimizer = torch.optim.LBFGS(
        model.parameters(), max_iter=50, line_search_fn="strong_wolfe"
    )

    def closure():
        optimizer.zero_grad()
        loss = loss_of(model(X), y)
        loss.backward()
        return loss

    optimizer.step(closure)
    return model.requires_grad_(False)


torch.set_default_dtype(torch.double)
weight = torch.tensor(49.0)  # negatives per positive
table = torch.zeros(5, 4, 5)  # (seed, row, column)
for seed in range(5):
    torch.manual_seed(seed)
    (X, y), (X_test, y_test) = sample(10_000), sample(20_000)
    plain = fit(X, y, torch.tensor(1.0))(X_test)
    weighted = fit(X, y, weight)(X_test)
    shifted = plain + weight.log(), weighted - weight.log()
    for i, logits in enumerate((plain, weighted, *shifted)):
        found = logits > 0  # p > 0.5
        table[seed, i] = torch.tensor(
            [
                (found == y_test).double().mean(),
                found[y_test == 1].double().mean(),
                y_test[found].mean(),
                roc_auc_score(y_test, logits),
                logits.sigmoid().mean(),
            ]
        )

names = "plain", "weighted", "plain + log 49", "weighted - log 49"
print("logits            accuracy  recall  precision   AUC  mean p")
mean = table.mean(0)
for name, row in zip(names, mean, strict=True):
    cells = "{:9.2f} {:7.2f} {:10.2f} {:5.2f} {:7.2f}".format(*row)
    print(f"{name:17}{cells}")
print(f"spread over the seeds: at most {table.std(0).max():.2f}")
assert (mean[1] - mean[0])[1] > 0.5  # recall
assert (mean[0] - mean[1])[2] > 0.4  # precision pays for it
assert (mean[1] - mean[2]).abs().max() < 0.02  # same decisions
assert (mean[0] - mean[3]).abs().max() < 0.1

for i, logits in enumerate((plain, weighted)):
    p, r, _ = precision_recall_curve(y_test, logits)  # r falls
    at = [(r > k / 50).sum() - 1 for k in range(50)]
    plt.plot(r[at], p[at], f"C{i}" + "-:"[i], label=names[i])
    plt.plot(*table[-1, i, 1:3], f"C{i}o")
    plt.text(*table[-1, i, 1:3] + 0.03, "cut at p = 0.5")
plt.title("pos_weight moves you along one curve")
plt.xlim(0, 1.1)
plt.xlabel("recall")
plt.ylabel("precision")
plt.legend(loc="upper right")
plt.show()
