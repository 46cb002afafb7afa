# --8<-- [start:idea]
import torch
from torch.nn import functional as F

right = torch.eye(10)[:1]  # all the probability on class 0
y = torch.tensor([0])
floor = F.cross_entropy(right, y).item()
print(f"probabilities, perfect: loss {floor:.4f}")

logits = 10 * torch.eye(10)[1:2]  # sure of class 1, and wrong
logits.requires_grad_()
for name, out in (("logits ", logits), ("softmax", logits.softmax(1))):
    loss = F.cross_entropy(out, y)
    (slope,) = torch.autograd.grad(loss, logits)
    print(f"{name}, wrong: loss {loss:.4f}  slope {slope[0, 0]:.5f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def train(softmax, lr, seed):
    """Accuracy on validation and test, classes predicted, losses."""
    torch.manual_seed(seed)
    rows, val, test = torch.randperm(len(X)).split([1000, 300, 497])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for batch in rows.repeat(10).split(100):
        out = model(X[batch])
        if softmax:
            out = out.softmax(1)  # the bug
        loss = F.cross_entropy(out, y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    guess = model(X).argmax(1)
    accuracy = [(guess[i] == y[i]).float().mean() for i in (val, test)]
    return *accuracy, len(guess.unique()), losses


found = []
print("best rate  test accuracy, n = 6  lost a class  lowest loss")
for name, color in (("logits", "C2"), ("softmax", "C4")):
    runs = {}
    for lr in (0.003, 0.01, 0.03, 0.1, 0.3):
        many = [train(name == "softmax", lr, seed) for seed in range(6)]
        runs[lr] = list(map(torch.tensor, zip(*many, strict=True)))
    best = max(runs, key=lambda lr: runs[lr][0].mean())
    _, test, classes, curves = runs[best]
    mean, error, lost = test.mean(), test.std() / 6**0.5, classes < 10
    print(f"{name:7} {best:5} {mean:9.1%} ± {error:.1%}", end="")
    print(f"{lost.sum():11} of 6 {curves.min():9.3f}")
    assert 0.003 < best < 0.3
    found.append((mean, lost.any(), curves.min()))
    plt.plot(curves[:, ::10].T, color, lw=0.8)
    plt.plot(curves[0, ::10], color, lw=0.8, label=f"{name}, 6 runs")
assert found[0][0] > found[1][0] + 0.03 and found[1][2] > floor
assert found[1][1] and not found[0][1]

plt.axhline(floor, color="gray", ls="--", label=f"floor {floor:.2f}")
plt.title("A second softmax holds the loss up (Adam)")
plt.xlabel("epoch")
plt.ylabel("training loss (nats)")
plt.legend(loc=(0.35, 0.3))
plt.show()
# --8<-- [end:evidence]
