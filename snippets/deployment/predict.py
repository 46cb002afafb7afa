# --8<-- [start:idea]
import torch
from torch import nn


class Classifier(nn.Module):
    # from raw rows to logits: the scaling is part of the model
    def __init__(self, layers, X_train):
        super().__init__()
        self.layers = layers
        self.register_buffer("mean", X_train.mean(0))
        self.register_buffer("std", X_train.std(0))

    def forward(self, X):
        return self.layers((X - self.mean) / self.std)


@torch.inference_mode()
def predict(model, X, size):
    """The class of each row, in batches of a size."""
    model.eval()
    batches = (rows.to(model.mean.device) for rows in X.split(size))
    return torch.cat([model(rows).argmax(1) for rows in batches]).cpu()


torch.manual_seed(0)
rows = torch.randn(1000, 2)
model = Classifier(nn.Linear(2, 3), rows)
print(predict(model, rows, 256).shape, *model.state_dict())
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_breast_cancer

X, y = load_breast_cancer(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y)


def trained(seed):
    """A network with batch norm and dropout, and test rows."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([400, 169])
    layers = nn.Sequential(nn.Linear(30, 64), nn.BatchNorm1d(64))
    layers.extend([nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 2)])
    model = Classifier(layers, X[train]).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(60):
        optimizer.zero_grad()
        logits = model(X[train])
        nn.functional.cross_entropy(logits, y[train]).backward()
        optimizer.step()
    return model, X[test], y[test]


runs = [trained(seed) for seed in range(5)]
print("5 networks          off by  graph  norm moves")
for training in (True, False):
    for grad in (True, False):
        off, graphs, moved = [], 0, 0
        for model, X_test, _ in runs:
            model.train(training)
            norm = model.layers[1].running_mean.clone()
            with torch.set_grad_enabled(grad):
                logits = model(X_test)
                again = model(X_test)
            off.append((logits - again).abs().max().item())
            graphs += logits.grad_fn is not None
            moved += not norm.equal(model.layers[1].running_mean)
        name = "train" if training else "eval"
        name += ", gradients" if grad else ", no_grad"
        print(f"{name:17} {max(off):8.2f} {graphs:6} {moved:11}")
        if training:
            assert min(off) > 1
        else:
            assert max(off) == 0

right = []
for model, X_test, y_test in runs:
    model.train()  # predict sees to it
    answers = predict(model, X_test, 100)
    assert answers.equal(predict(model, X_test, 1))
    assert answers.equal(model(X_test).softmax(1).argmax(1))
    right.append((answers == y_test).double().mean().item())
print(f"right {min(right):.0%} to {max(right):.0%}")
# --8<-- [end:evidence]
