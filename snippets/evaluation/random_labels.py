# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
for name in ("true", "random"):
    for seed in range(3):
        torch.manual_seed(seed)
        train, test = torch.randperm(len(X)).split([200, 1597])
        labels = (
            y[train] if name == "true" else torch.randint(10, (200,))
        )
        model = nn.Sequential(
            nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10)
        ).double()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
        for step in range(1, 151):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(X[train]), labels)
            loss.backward()
            optimizer.step()
            if step in (30, 150):
                print(
                    name,
                    step,
                    loss.item(),
                    (model(X[train]).argmax(1) == labels)
                    .double()
                    .mean()
                    .item(),
                    (model(X[test]).argmax(1) == y[test])
                    .double()
                    .mean()
                    .item(),
                )
# --8<-- [end:idea]
