import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
scores = []
for shift in (0, 1):  # 1: each row has the label of the row before
    labels = y[train].roll(shift)
    model = nn.Linear(64, 10)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[train]), labels).backward()
        optimizer.step()
    right = model(X[val]).argmax(1) == y[val]
    scores.append(right.float().mean().item())
    print(
        f"labels moved by {shift}: {scores[-1]:.0%} right on validation"
    )
assert scores[0] > 0.9 and scores[1] < 0.3
