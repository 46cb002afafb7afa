# --8<-- [start:idea]
import torch
from sklearn.datasets import load_breast_cancer
from torch import nn

torch.manual_seed(0)
X, y = load_breast_cancer(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y)
train, test = torch.randperm(len(X)).split([400, 169])
scaled = (X - X[train].mean(0)) / X[train].std(0)
for name, data in (("raw", X), ("scaled", scaled)):
    model = nn.Sequential(
        nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2)
    ).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.cross_entropy(
            model(data[train]), y[train]
        ).backward()
        optimizer.step()
    predicted = model(data[test]).argmax(1)
    print(
        f"{name:6}  accuracy {(predicted == y[test]).double().mean():.3f}, predicted {predicted.bincount(minlength=2).tolist()}, of {y[test].bincount().tolist()}"
    )
# --8<-- [end:idea]
