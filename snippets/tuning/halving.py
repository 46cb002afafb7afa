# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def train(model, optimizer, epochs):  # goes on where it stopped
    for rows in torch.arange(300).split(50) * epochs:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return (model(X[300:]).argmax(1) == y[300:]).double().mean().item()


trials = []
for lr in torch.logspace(-4, 3, 27).tolist():
    model = nn.Linear(64, 10).double()
    trials.append((model, torch.optim.SGD(model.parameters(), lr)))
for epochs, keep in ((1, 9), (2, 3), (6, 1)):  # 9 epochs in all
    scores = torch.tensor([train(*trial, epochs) for trial in trials])
    trials = [trials[i] for i in scores.topk(keep).indices]
    print(f"best {scores.max():.2f} of {len(scores)}: keep {keep}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.quasirandom import SobolEngine


def curve(lr, momentum):
    """Accuracy of a network after 1, 3, 9 and 27 epochs."""
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr, momentum)
    return [train(model, optimizer, epochs) for epochs in (1, 2, 6, 18)]


draws = SobolEngine(2).draw(48).tolist()  # evenly spread in (0, 1)
settings = [(10 ** (5 * u - 4), 1 - 0.1**v) for u, v in draws]
table = torch.tensor([curve(*setting) for setting in settings])
ends = table[:, 3]
found = {"3 full": [], "halving": [], "27 full": []}
for _ in range(1000):
    some = left = torch.randperm(len(ends))[:27]
    for rung in range(3):
        left = left[table[left, rung].topk(len(left) // 3).indices]
    found["3 full"].append(ends[some[:3]].max())
    found["halving"].append(ends[left].max())
    found["27 full"].append(ends[some].max())

print("1,000 searches  mean accuracy  worst 5 %")
mean, worst = {}, {}
for way, scores in found.items():
    scores = torch.stack(scores)
    mean[way], worst[way] = scores.mean(), scores.quantile(0.05)
    print(f"{way:14} {mean[way]:14.2f} {worst[way]:10.2f}")
ranks = table.argsort(0).argsort(0).double().T
after = torch.corrcoef(ranks)[3]
print("rank correlation with the end", *[f"{r:.2f}" for r in after[:3]])
assert mean["halving"] > mean["3 full"] + 0.05
assert mean["halving"] > mean["27 full"] - 0.1
assert worst["halving"] > worst["3 full"] + 0.3
assert after[0] < after[1] < after[2]
plt.semilogx([1, 3, 9, 27], table.T, "gray", alpha=0.4, lw=0.8)
plt.semilogx([1, 3, 9, 27], table[ends.topk(3).indices].T, "C1.-")
plt.xticks([1, 3, 9, 27], [1, 3, 9, 27])
plt.xlabel("epochs (orange: the three that end best)")
plt.ylabel("validation accuracy")
plt.title("Not every good trial leads from the start")
plt.show()
# --8<-- [end:evidence]
