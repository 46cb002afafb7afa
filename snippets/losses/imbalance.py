# --8<-- [start:idea]
import torch
from torch import nn


def fit(X, y, pos_weight):
    model = nn.Linear(2, 1)
    loss_fn = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.3)
    for _ in range(200):
        optimizer.zero_grad()
        loss_fn(model(X).squeeze(1), y).backward()
        optimizer.step()
    return model.requires_grad_(False)


torch.manual_seed(0)
y = (torch.rand(10_000) < 1 / 50).float()  # 2 % positive
X = torch.randn(10_000, 2) + y[:, None] * torch.tensor([2, 0])
pos_weight = (y == 0).sum() / y.sum()  # negatives per positive
for w in (torch.tensor(1.0), pos_weight):
    found = fit(X, y, w)(X).squeeze(1) > 0  # probability above 0.5
    recall = found[y == 1].float().mean()
    print(f"pos_weight {w:4.1f} finds {recall:.1%} of the positives")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.metrics import precision_recall_curve

names = "plain", "weighted", "plain + log w", "weighted - log w"
table = torch.zeros(4, 4, 5)  # (row, column, seed)
for seed in range(5):
    torch.manual_seed(seed)
    y = (torch.rand(20_000) < 1 / 50).float()
    X = torch.randn(20_000, 2) + y[:, None] * torch.tensor([2, 0])
    (X, X_test), (y, y_test) = X.split(10_000), y.split(10_000)
    w = (y == 0).sum() / y.sum()
    plain = fit(X, y, torch.tensor(1.0))(X_test).squeeze(1)
    weighted = fit(X, y, w)(X_test).squeeze(1)
    logits = plain, weighted, plain + w.log(), weighted - w.log()
    for i, z in enumerate(logits):
        found, yes = z > 0, y_test == 1
        parts = found == yes, found[yes], yes[found], z.sigmoid()
        row = [part.float().mean() for part in parts]
        table[i, :, seed] = torch.tensor(row)
print("mean of 5 draws   accuracy   recall  precision   mean p")
means = table.mean(2)
for name, row in zip(names, means, strict=True):
    print(f"{name:16}", "".join(f"{cell:10.1%}" for cell in row))
assert means[1, 1] > means[0, 1] + 0.5  # recall
assert means[1, 2] < means[0, 2] - 0.4  # precision
assert (means[1] - means[2]).abs().max() < 0.03

for i, style in ((0, "C0-"), (1, "C1:")):
    precision, recall, _ = precision_recall_curve(y_test, logits[i])
    plt.plot(recall[::50], precision[::50], style, label=names[i])
plt.scatter(*table[:2, 1:3, -1].T, c=["C0", "C1"], label="p > 0.5")
plt.title("pos_weight moves you along one curve")
plt.xlabel("recall")
plt.ylabel("precision")
plt.legend()
plt.show()
# --8<-- [end:evidence]
# --8<-- [start:classes]
from torch.utils.data import WeightedRandomSampler

y = torch.tensor([0] * 900 + [1] * 90 + [2] * 10)
weight = len(y) / (3 * y.bincount())  # N / (K n_k)
print("weights", *[f"{w:.2f}" for w in weight])
logits = torch.randn(1000, 3)
loss = nn.functional.cross_entropy(logits, y, weight)
drawn = torch.tensor(list(WeightedRandomSampler(weight[y], 100_000)))
of_drawn = nn.functional.cross_entropy(logits[drawn], y[drawn])
print(f"loss: weighted {loss:.2f}, plain of the draws {of_drawn:.2f}")
assert abs(loss - of_drawn) < 0.03
# --8<-- [end:classes]
