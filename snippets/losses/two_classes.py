# --8<-- [start:idea]
import torch
from sklearn.datasets import load_breast_cancer
from torch import nn

torch.manual_seed(0)
X, y = map(torch.tensor, load_breast_cancer(return_X_y=True))
X = (X - X.mean(0)) / X.std(0)  # (569, 30), float64
two, one = nn.Linear(30, 2).double(), nn.Linear(30, 1).double()
with torch.no_grad():  # start from the same difference
    one.weight.copy_(two.weight[1:] - two.weight[:1])
    one.bias.copy_(two.bias[1:] - two.bias[:1])

softmax_loss = nn.CrossEntropyLoss()(two(X), y)
sigmoid_loss = nn.BCEWithLogitsLoss()(one(X), y[:, None].double())
print(f"softmax over two outputs {softmax_loss:.4f}")
print(f"sigmoid of one output    {sigmoid_loss:.4f}")
p = torch.stack([two(X).softmax(1)[:, 1], one(X).sigmoid()[:, 0]])
print(f"probabilities differ by {(p[0] - p[1]).abs().max():.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import copy

from torch.nn import functional as F

assert softmax_loss.isclose(sigmoid_loss, rtol=1e-12)


def probs_after(start, optimizer_class, lr):
    """Probability of class 1 after 100 steps from a copy of start."""
    model = copy.deepcopy(start)
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for _ in range(100):
        z = model(X)
        if z.shape[1] == 2:
            loss = F.cross_entropy(z, y)
        else:
            target = y[:, None].double()
            loss = F.binary_cross_entropy_with_logits(z, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    z = model(X)
    return z.softmax(1)[:, 1] if z.shape[1] == 2 else z.sigmoid()[:, 0]


print("after 100 steps, largest difference of a probability")
for optimizer_class in (torch.optim.SGD, torch.optim.Adam):
    p = probs_after(two, optimizer_class, 0.1)
    for factor in (1, 2):
        q = probs_after(one, optimizer_class, 0.1 * factor)
        gap = (p - q).abs().max()
        name = optimizer_class.__name__
        print(f"{name:4} sigmoid's rate x {factor}: {gap:.2f}")
        assert gap < 1e-9 if factor == 2 else gap > 0.01
# --8<-- [end:evidence]
# --8<-- [start:traps]
z = one(X)  # one output
loss = F.cross_entropy(z, y[:, None].double())
(slope,) = torch.autograd.grad(loss, z)
size = slope.abs().max()
print(f"softmax of one output: {z.softmax(1).unique().tolist()}")
print(f"its loss {loss.abs():.0f}, its largest gradient {size:.0f}")
try:
    F.cross_entropy(z, y)
except IndexError as error:
    print(f"IndexError: {error}")
# --8<-- [end:traps]
