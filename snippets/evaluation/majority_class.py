# --8<-- [start:idea]
import torch
from sklearn.datasets import load_breast_cancer
from torch import nn

torch.manual_seed(0)
X, y = map(torch.tensor, load_breast_cancer(return_X_y=True))
train, test = torch.randperm(len(X)).split([400, 169])
print("classes of the test rows", y[test].bincount().tolist())
scaled = (X - X[train].mean(0)) / X[train].std(0)
for name, inputs in (("raw", X), ("scaled", scaled)):
    layers = nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        logits = model(inputs[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    said = model(inputs[test]).argmax(1)
    print(f"{name:6} predictions {said.bincount(minlength=2).tolist()}")


# --8<-- [end:idea]
# --8<-- [start:evidence]
def accuracy(scale, optimizer_class, lr, seed):
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([400, 169])
    Z = (X - X[train].mean(0)) / X[train].std(0) if scale else X
    layers = nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2)
    model = nn.Sequential(*layers).double()
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.cross_entropy(
            model(Z[train]), y[train]
        ).backward()
        optimizer.step()
    alive = (model[:2](Z[train]) > 0).any(0).sum().item()
    said = model(Z[test]).argmax(1)
    share = (y[test] == 1).double().mean().item()
    return (
        (said == y[test]).double().mean().item(),
        share,
        alive,
        len(said.unique()),
    )


for case in (
    (False, torch.optim.SGD, 0.1),
    (False, torch.optim.SGD, 0.01),
    (False, torch.optim.SGD, 0.001),
    (True, torch.optim.SGD, 0.1),
    (False, torch.optim.Adam, 0.01),
):
    for seed in range(4):
        print(case, accuracy(*case, seed))
# --8<-- [end:evidence]
