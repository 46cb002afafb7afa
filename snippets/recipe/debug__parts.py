import torch
from sklearn.datasets import load_digits
from torch import nn


def pulls(parts, shared):
    """Length of the gradient that each part of a loss sends there."""
    found = {}
    for name, part in parts.items():
        (grad,) = torch.autograd.grad(part, shared, retain_graph=True)
        found[name] = grad.norm().item()
    return found


torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
ink = X.sum(1)  # a second task: how much ink does the digit have?
targets = {"0 to 255": 255 * ink, "scaled": (ink - 20) / 5}
print("target    part      pull     loss, which")
after = []
for scale, target in targets.items():
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.append(nn.Linear(32, 11)).double()  # ten classes, and the ink
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    history = []
    for _ in range(201):
        out = model(X[train])
        parts = {
            "class": nn.functional.cross_entropy(out[:, :10], y[train]),
            "ink": nn.functional.mse_loss(out[:, 10], target[train]),
        }
        if not history:
            pull = pulls(parts, model[0].weight)
        history.append({k: part.item() for k, part in parts.items()})
        optimizer.zero_grad()
        sum(parts.values()).backward()
        optimizer.step()
    for name in parts:
        first, last = history[0][name], history[-1][name]
        print(f"{scale:9} {name:6} {pull[name]:7.1f}", end="")
        end = "stays" if last > first / 3 else "falls"
        print(f" {first:#10.2g} {end}")
    after.append(history[-1]["class"])
    if scale == "0 to 255":
        assert pull["ink"] > 1000 * pull["class"]
assert after[0] > 1 > 0.2 > after[1]
