# --8<-- [start:idea]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
X, y = torch.randn(8, 5).double(), torch.randint(3, (8,))
shapes = {"W1": (5, 6), "b1": (6,), "W2": (6, 3), "b2": (3,)}
parameters = [torch.randn(s).double() for s in shapes.values()]
W1, b1, W2, b2 = (p.requires_grad_() for p in parameters)

Z = X @ W1 + b1  # (rows, hidden)
A = Z.relu()
logits = A @ W2 + b2  # (rows, classes)
F.cross_entropy(logits, y).backward()

with torch.no_grad():
    D2 = (logits.softmax(1) - F.one_hot(y, 3)) / len(X)
    D1 = (D2 @ W2.T) * (Z > 0)
    by_hand = X.T @ D1, D1.sum(0), A.T @ D2, D2.sum(0)
for name, ours, p in zip(shapes, by_hand, parameters, strict=True):
    print(
        name, "equal to 1e-15:", torch.allclose(ours, p.grad, 0, 1e-15)
    )
# --8<-- [end:idea]
# --8<-- [start:evidence]
import numpy as np
from sklearn.datasets import load_digits
from torch import nn


def cosine_and_ratio(wrong):
    """Of wrong gradients against autograd's, all four as one vector."""
    ours = torch.cat([g.flatten() for g in wrong])
    theirs = torch.cat([p.grad.flatten() for p in parameters])
    ratio = ours.norm() / theirs.norm()
    return F.cosine_similarity(ours, theirs, dim=0).item(), ratio.item()


def as_numpy(model):
    return [p.detach().numpy() for p in model.parameters()]


with torch.no_grad():
    no_mask = D2 @ W2.T
    wrong = {
        "no mask": (X.T @ no_mask, no_mask.sum(0), A.T @ D2, D2.sum(0)),
        "no 1/N": [g * len(X) for g in by_hand],
    }
for name, gradients in wrong.items():
    cosine, ratio = cosine_and_ratio(gradients)
    print(f"{name:8} cosine {cosine:.2f}, {ratio:.1f} times as long")

X, y = load_digits(return_X_y=True)
X, Y = X / 16, np.eye(10)[y]  # one-hot
train, test = slice(0, 1300), slice(1300, None)
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
model = model.double()
W1, b1, W2, b2 = (p.T.copy() for p in as_numpy(model))
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
rows, labels = torch.tensor(X[train]), torch.tensor(y[train])
for _ in range(200):
    Z = X[train] @ W1 + b1  # NumPy from here on
    A = np.maximum(Z, 0)
    P = np.exp(A @ W2 + b2)
    P /= P.sum(1, keepdims=True)
    D2 = (P - Y[train]) / len(P)
    D1 = (D2 @ W2.T) * (Z > 0)
    W1 -= 0.5 * X[train].T @ D1
    b1 -= 0.5 * D1.sum(0)
    W2 -= 0.5 * A.T @ D2
    b2 -= 0.5 * D2.sum(0)
    optimizer.zero_grad()
    F.cross_entropy(model(rows), labels).backward()
    optimizer.step()
for ours, theirs in zip((W1, b1, W2, b2), as_numpy(model), strict=True):
    assert np.allclose(ours, theirs.T, rtol=0, atol=1e-10)
guess = (np.maximum(X[test] @ W1 + b1, 0) @ W2 + b2).argmax(1)
print("200 steps in NumPy: the weights are PyTorch's, to 1e-10")
print(f"its accuracy: {(guess == y[test]).mean():.1%} of test images")
# --8<-- [end:evidence]
