# --8<-- [start:same]
import torch
from sklearn.datasets import load_breast_cancer
from torch.nn import functional as F

X, y = load_breast_cancer(return_X_y=True)
X = torch.tensor((X - X.mean(axis=0)) / X.std(axis=0))  # float64
y = torch.tensor(y)  # 0 or 1


def softmax_loss(W):  # (30, 2): two logits
    return F.cross_entropy(X @ W, y)


def sigmoid_loss(w):  # (30,): one logit
    return F.binary_cross_entropy_with_logits(X @ w, y.double())


torch.manual_seed(0)
W = torch.randn(30, 2).double().requires_grad_()
w = W[:, 1] - W[:, 0]
two, one = softmax_loss(W), sigmoid_loss(w)
print(f"loss: softmax {two:.4f}, sigmoid {one:.4f}")
assert torch.allclose(two, one, rtol=0, atol=1e-14)
p_two, p_one = (X @ W).softmax(dim=1)[:, 1], (X @ w).sigmoid()
assert torch.allclose(p_two, p_one, rtol=0, atol=1e-14)
slope_two, *_ = torch.autograd.grad(two, W)
slope_one, *_ = torch.autograd.grad(one, w)
mirrored = torch.stack([-slope_one, slope_one], dim=1)
assert torch.allclose(slope_two, mirrored, rtol=0, atol=1e-14)


def train(loss_of, weights, method, lr):
    """The weights after 100 steps."""
    weights = weights.clone().detach().requires_grad_()
    optimizer = method([weights], lr=lr)
    for _ in range(100):
        optimizer.zero_grad()
        loss_of(weights).backward()
        optimizer.step()
    return weights.detach()


print("probabilities after 100 steps")
for method in torch.optim.SGD, torch.optim.Adam:
    trained = train(softmax_loss, W, method, lr=0.1)
    p_two = (X @ trained).softmax(dim=1)[:, 1]
    print(
        f"{method.__name__:5} softmax loss {softmax_loss(trained):.2f}"
    )
    for factor in (1, 2):
        v = train(sigmoid_loss, w, method, lr=0.1 * factor)
        p_one = (X @ v).sigmoid()
        same = torch.allclose(p_one, p_two, rtol=0, atol=1e-9)
        print(f"  sigmoid at rate times {factor}: {same=}")
        assert same == (factor == 2)
# --8<-- [end:same]
# --8<-- [start:traps]
logit = X @ w[:, None]  # (569, 1): one output
p = logit.softmax(dim=1)
print("softmax of one output is 1:", bool((p == 1).all()))
loss = F.cross_entropy(logit, y[:, None].double())
slope, *_ = torch.autograd.grad(loss, w)
size = slope.abs().max()
print(f"its loss {loss.abs():.0f}, its largest gradient {size:.0f}")
try:
    F.cross_entropy(logit, y)
except IndexError as error:
    print(f"IndexError: {error}")
# --8<-- [end:traps]
