# --8<-- [start:idea]
import torch
from torch.nn import functional as F


def hinge_loss(scores, y):
    """Mean hinge loss; y is -1 or +1 (not 0 or 1), as scores."""
    return (1 - y * scores).clamp(min=0).mean()


y = torch.tensor([1.0, 1, 1, 1])
scores = torch.tensor([3.0, 1.5, 0.5, -2], requires_grad=True)
loss = hinge_loss(scores, y)
loss.backward()
print(f"by hand                {loss:.3f}")
ranking = F.margin_ranking_loss(scores, 0 * scores, y, margin=1)
print(f"margin_ranking_loss    {ranking:.3f}")
two = torch.stack([0 * scores, scores], 1)  # class 1 against 0
multi = F.multi_margin_loss(two, torch.ones(4).long())
print(f"multi_margin_loss x 2  {2 * multi:.3f}")
print("who pushes             ", (scores.grad != 0).tolist())
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_breast_cancer
from torch import nn

assert loss.isclose(ranking) and loss.isclose(2 * multi)
torch.manual_seed(0)
X, y = load_breast_cancer(return_X_y=True)
X, y = torch.tensor(X), 2.0 * torch.tensor(y) - 1  # -1 or +1
losses = {
    "hinge, y = -1 or 1": hinge_loss,
    "hinge, y = 0 or 1": lambda s, y: hinge_loss(s, (y + 1) / 2),
    "wrong sign, 1 + ys": lambda s, y: hinge_loss(s, -y),
    "logistic": lambda s, y: F.softplus(-y * s).mean(),
}
means = []
print("5 splits            test accuracy  still pushing")
for name, loss_of in losses.items():
    accuracy, pushing = torch.empty(2, 5)
    for seed in range(5):
        torch.manual_seed(seed)
        rows, test = torch.randperm(len(X)).split([300, 269])
        inputs = (X - X[rows].mean(0)) / X[rows].std(0)
        model = nn.Linear(30, 1).double()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(100):
            scores = model(inputs[rows])[:, 0]
            scores.retain_grad()
            optimizer.zero_grad()
            loss_of(scores, y[rows]).backward()
            optimizer.step()
        pushing[seed] = (scores.grad != 0).float().mean()
        right = model(inputs[test])[:, 0].sign() == y[test]
        accuracy[seed] = right.float().mean()
    means.append(accuracy.mean())
    error, push = accuracy.std() / 5**0.5, pushing.mean()
    print(f"{name:19} {means[-1]:6.1%} ± {error:.2%} {push:12.0%}")
    assert push == 1 if name == "logistic" else push < 0.25
right, labels, flipped, logistic = means
assert right > 0.95 and abs(right - logistic) < 0.02
assert labels < right - 0.02 and flipped < 0.2

margin = torch.linspace(-2, 3, 51)
plt.plot(margin, (1 - margin).clamp(min=0), label="hinge")
plt.plot(margin, F.softplus(-margin), label="logistic")
plt.step([-2, 0, 3], [1, 1, 0], "gray", label="error: 0 or 1")
plt.title("Beyond a margin of 1 hinge loss rests")
plt.xlabel("margin y · score")
plt.ylabel("loss of one example")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
