# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch.utils.data import WeightedRandomSampler

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y == 8).float()
rows = torch.randperm(len(X))
train, test = rows[:1200], rows[1200:]
eights, others = train[y[train] == 1][:22], train[y[train] == 0]
train = torch.cat([eights, others])  # 2 % positive

count = y[train].long().bincount()  # rows of each class
weights = 1 / count[y[train].long()]  # one for each row
sampler = WeightedRandomSampler(weights, num_samples=len(train))
drawn = torch.tensor(list(sampler))  # DataLoader(…, sampler=sampler)
positive = y[train[drawn]].mean()
print(f"positive rows: {y[train].mean():.0%}, drawn: {positive:.0%}")
print(f"rows seen in an epoch: {len(drawn.unique()) / len(train):.0%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.metrics import roc_auc_score
from torch import nn


def probabilities(arm, seed):
    """Of the test images, after ten epochs of Adam."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.append(nn.Linear(32, 1))
    ratio = count[0] / count[1] if arm == "pos_weight" else None
    loss_fn = nn.BCEWithLogitsLoss(pos_weight=ratio)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(10):
        order = torch.randperm(len(train))
        if arm == "sampler":
            order = torch.tensor(list(sampler))
        for batch in train[order].split(64):
            loss = loss_fn(model(X[batch])[:, 0], y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model(X[test])[:, 0].sigmoid().detach()


print("5 seeds                recall  false alarms   AUC")
truth, found = y[test] == 1, []
for arm, threshold in (
    ("plain", 0.5),
    ("sampler", 0.5),
    ("pos_weight", 0.5),
    ("plain", 0.02),
):
    scores = []
    for seed in range(5):
        probs = probabilities(arm, seed)
        said = (probs > threshold).float()
        auc = roc_auc_score(truth, probs)
        scores.append([said[truth].mean(), said[~truth].mean(), auc])
    found.append(torch.tensor(scores).mean(dim=0))
    recall, alarms, auc = found[-1]
    print(f"{arm:10} above {threshold:<4}", end="")
    print(f"{recall:8.0%}  {alarms:12.1%}  {auc:.3f}")
recall, alarms, auc = torch.stack(found).T
assert recall[0] < 0.1 and recall[1:].min() > 0.4
assert alarms[0] < alarms[1:].min()
assert abs(auc[1] - auc[2]) < 0.03 and auc.max() - auc.min() < 0.05

per_class = WeightedRandomSampler(1 / count, num_samples=1000)
print(f"one weight for each class: rows {sorted(set(per_class))}")
# --8<-- [end:evidence]
