# --8<-- [start:logits]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_wine
from torch.nn import functional as F

torch.manual_seed(0)
N, K = 5, 4
logits = 2 * torch.randn(N, K).double()
logits.requires_grad_()
y = torch.randint(K, (N,))
shares = torch.rand(N, K).double().softmax(1)  # or a soft target
for target, p in (shares, shares), (y, F.one_hot(y, K)):
    loss = F.cross_entropy(logits, target)
    (gradient,) = torch.autograd.grad(loss, logits)
    formula = (logits.softmax(1) - p) / N  # the mean divides by N
    gap = (gradient - formula).abs().max()
    assert gap < 1e-15
assert ((gradient < 0) == (p == 1)).all()  # pulls up one class alone
assert gradient.sum(1).abs().max() < 1e-15  # and as much down
# Not only autograd says so: finite differences agree
assert torch.autograd.gradcheck(lambda z: F.cross_entropy(z, y), logits)

for ahead in (20, 0, -20):
    z = torch.tensor([ahead, 0.0], requires_grad=True)
    F.cross_entropy(z, torch.tensor(0)).backward()
    print(f"true class ahead by {ahead:3}: gradient {z.grad[0]:5.2f}")

gradient = gradient * N  # of each example's own loss
print(f"true class {y[0]}")
for name, row in (
    ("softmax ", logits.softmax(1)[0]),
    ("gradient", gradient[0]),
):
    print(name, " ".join(f"{number:5.2f}" for number in row))
plt.imshow(gradient, cmap="coolwarm", vmin=-1, vmax=1)
plt.colorbar(label="slope of the loss, per logit")
plt.xticks(range(K))
plt.yticks(range(N), [f"{row}: true {y[row]}" for row in range(N)])
plt.title("Only the true class is pulled up (blue)")
plt.xlabel("class")
plt.ylabel("example")
plt.show()
# --8<-- [end:logits]
# --8<-- [start:model]
X, y = load_wine(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y)  # (178, 13), (178,)
X, one_hot = (X - X.mean(0)) / X.std(0), F.one_hot(y, 3)
W = torch.zeros(13, 3).double().requires_grad_()
b = torch.zeros(3).double().requires_grad_()
for _ in range(300):  # learning rate 1
    logits = X @ W + b
    error = (logits.softmax(1) - one_hot) / len(X)  # (178, 3)
    loss = F.cross_entropy(logits, y)
    gradients = torch.autograd.grad(loss, (W, b))
    by_hand = X.T @ error, error.sum(0)
    for param, g, hand in zip((W, b), gradients, by_hand, strict=True):
        assert torch.allclose(g, hand, rtol=0, atol=1e-14)
        param.data -= hand
mean = logits.softmax(1).mean(0)
print("mean probability", " ".join(f"{a:.3f}" for a in mean))
share = one_hot.double().mean(0)
print("share of class  ", " ".join(f"{a:.3f}" for a in share))
assert (mean - share).abs().max() < 1e-3
# --8<-- [end:model]
