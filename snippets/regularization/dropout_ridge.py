import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from torch import nn

X, y = load_diabetes(return_X_y=True)
X, y = torch.tensor(X)[:100], torch.tensor(y)[:100]
X, y = (X - X.mean(0)) / X.std(0), (y - y.mean()) / y.std()
masks = torch.cartesian_prod(*[torch.arange(2.0)] * 10).double()


def chances(p):  # the probability of each of the 1,024 masks
    return (masks * (1 - p) + (1 - masks) * p).prod(1)


def dropout_loss(model, p):  # averaged over masks, for each example
    outputs = model(X * masks[:, None] / (1 - p))  # (1024, 100, 1)
    return chances(p) @ (outputs[..., 0] - y).square()


def ridge_loss(model, p):
    inputs = X.clone().requires_grad_()
    out = model(inputs)[:, 0]  # a linear model's slope is w
    slope = torch.autograd.grad(out.sum(), inputs, create_graph=True)
    penalty = (slope[0] * X).square().sum(1)
    return (out - y).square() + p / (1 - p) * penalty


torch.manual_seed(0)
net = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 1))
print("            p   dropout   ridge form   gradients differ by")
for name, model in (("linear", nn.Linear(10, 1)), ("ReLU net", net)):
    weights = list(model.double().parameters())
    optimizer = torch.optim.Adam(weights, lr=0.03)
    for _ in range(100):
        loss = nn.functional.mse_loss(model(X)[:, 0], y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    for p in (0.2, 0.5):
        losses = dropout_loss(model, p), ridge_loss(model, p)
        grads = []
        for loss in losses:
            grad = torch.autograd.grad(loss.mean(), weights)
            grads.append(nn.utils.parameters_to_vector(grad))
        gap = (grads[0] - grads[1]).norm() / grads[0].norm()
        left, right = (loss.mean().item() for loss in losses)
        print(f"{name:9} {p:4} {left:9.2f} {right:12.2f} {gap:21.0%}")
        if name == "linear":  # the same for every single example
            assert torch.allclose(*losses, rtol=1e-10) and gap < 1e-10
        else:
            off = (losses[0] - losses[1]).abs().mean()
            assert off > 0.05 * left and gap > 0.1

rates, best, ridge = torch.arange(1.0, 20).double() / 20, [], []
for p in rates:  # the weights that make the loss smallest
    pairs = (masks.T * chances(p)) @ masks / (1 - p) ** 2
    best.append(torch.linalg.solve(X.T @ X * pairs, X.T @ y))
    alpha = p / (1 - p) * X.square().sum(0).mean()
    fit = Ridge(alpha.item()).fit(X, y)
    ridge.append(torch.tensor(fit.coef_))
best, ridge = torch.stack(best), torch.stack(ridge)  # (19, 10)
assert torch.allclose(best, ridge)

plt.plot(rates, ridge[:, 1:4], label=["sex", "bmi", "bp"])
plt.plot(rates, best[:, 1:4], ".", color="gray", label="_")
plt.title(
    "Best weights under dropout (dots)\nare those of ridge (lines)"
)
plt.xlabel("probability p to drop an input")
plt.ylabel("best weight")
plt.legend(loc="lower right")
plt.show()
