import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_breast_cancer
from torch import Tensor


def hinge_loss(scores: Tensor, y: Tensor) -> Tensor:
    """Hinge loss of each example, max(0, 1 - y * score).

    scores, y: same shape, y is -1 or +1 (not 0 or 1).
    """
    return (1 - y * scores).clamp(min=0)


torch.manual_seed(0)
score = torch.randn(50).double().requires_grad_()
sign, zero = torch.randn(50).double().sign(), torch.zeros(50)
built_in = F.margin_ranking_loss(score, zero, sign, margin=1)
gap = hinge_loss(score, sign).mean() - built_in
(slope,) = torch.autograd.grad(gap, score)
assert abs(gap) < 1e-12 and slope.abs().max() < 1e-12

X, y = load_breast_cancer(return_X_y=True)
X, y = torch.tensor(X), 2.0 * torch.tensor(y) - 1  # -1 or +1
rules = {
    "hinge, y = -1 or 1": hinge_loss,
    "hinge, y = 0 or 1": lambda s, y: hinge_loss(s, (y + 1) / 2),
    "wrong sign, 1 + ys": lambda s, y: hinge_loss(s, -y),
    "logistic": lambda s, y: F.softplus(-y * s),
}
print("                    test accuracy (spread)   still pushing")
accuracy, pushing = torch.zeros(2, 4, 5)  # each (rule, seed)
for i, (name, rule) in enumerate(rules.items()):
    for seed in range(5):
        torch.manual_seed(seed)
        rows, test = torch.randperm(len(X)).split((300, 269))
        scaled = (X - X[rows].mean(0)) / X[rows].std(0)
        inputs = F.pad(scaled, (0, 1), value=1.0)  # 1 for the bias
        w = torch.zeros(31).double().requires_grad_()
        optimizer = torch.optim.SGD([w], lr=0.1)
        for _ in range(100):
            scores = inputs[rows] @ w
            losses = rule(scores, y[rows])
            optimizer.zero_grad()
            losses.mean().backward()
            optimizer.step()
        scores = scores.detach().requires_grad_()
        loss = rule(scores, y[rows]).sum()
        (push,) = torch.autograd.grad(loss, scores)
        pushing[i, seed] = (push != 0).double().mean()
        right = (inputs[test] @ w).sign() == y[test]
        accuracy[i, seed] = right.double().mean()
    mean, spread = accuracy[i].mean(), accuracy[i].std()
    row = f"{mean:9.2f} ({spread:.2f}) {pushing[i].mean():17.0%}"
    print(f"{name:20}{row}")
score, wrong_labels, flipped, logistic = accuracy.mean(1)
assert score > 0.95 and abs(score - logistic) < 0.02
assert wrong_labels < score - 0.02 and flipped < 0.2
assert pushing[0].max() < 0.25 and pushing[3].min() == 1

margin = torch.linspace(-2, 3, 51)
for name in ("hinge, y = -1 or 1", "logistic"):
    plt.plot(margin, rules[name](margin, torch.ones(51)), label=name)
plt.step([-2, 0, 3], [1, 1, 0], "gray", label="error: 0 or 1")
plt.title("Beyond a margin of 1 hinge loss rests")
plt.xlabel("margin y · score")
plt.ylabel("loss of one example")
plt.legend(loc="upper right")
plt.show()
