# --8<-- [start:idea]
import torch

torch.manual_seed(0)
x, w, target, p = torch.randn(10), torch.randn(10), 1.0, 0.5
masks = torch.cartesian_prod(*[torch.tensor([0.0, 1])] * 10)  # 1,024
chance = (masks * (1 - p) + (1 - masks) * p).prod(1)
dropped = (masks * x / (1 - p)) @ w  # the prediction, for each mask
mean_loss = (chance * (dropped - target) ** 2).sum()
plain_loss = (x @ w - target) ** 2
penalty = p / (1 - p) * (w * x).square().sum()
print(f"loss without dropout      {plain_loss:.3f}")
print(f"with, mean of all masks   {mean_loss:.3f}")
print(f"without, plus penalty     {plain_loss + penalty:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from torch import nn

assert torch.isclose(mean_loss, plain_loss + penalty)
X, y = load_diabetes(return_X_y=True)
X, y = torch.tensor(X).float()[:100], torch.tensor(y).float()[:100]
X, y = (X - X.mean(0)) / X.std(0), (y - y.mean()) / y.std()
print("5 trained models     dropout adds   form of slopes")
for name in ("linear", "ReLU net"):
    added = []
    for seed in range(5):
        torch.manual_seed(seed)
        model = nn.Linear(10, 1)
        if name == "ReLU net":
            hidden = nn.Linear(10, 32), nn.ReLU()
            model = nn.Sequential(*hidden, nn.Linear(32, 1))
        optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
        for _ in range(100):
            loss = nn.functional.mse_loss(model(X)[:, 0], y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        inputs = X.clone().requires_grad_()
        (slopes,) = torch.autograd.grad(model(inputs).sum(), inputs)
        form = (slopes * X).square().sum(1).mean()  # p / (1 - p) is 1
        with torch.no_grad():
            outputs = model(2 * X * masks[:, None])[..., 0]
            plain = (model(X)[:, 0] - y).square().mean()
            true = (outputs - y).square().mean() - plain
        added.append([true, form])
        assert torch.isclose(true, form, rtol=1e-4) == (
            name == "linear"
        )
    true, form = torch.tensor(added).mean(0)
    print(f"{name:20} {true:12.1f} {form:16.1f}")
assert form > 1.05 * true  # of the ReLU nets
rates, ridge = [k / 20 for k in range(1, 20)], []
for p in rates:  # the weights with the smallest loss under dropout
    chance = (masks * (1 - p) + (1 - masks) * p).prod(1)
    pairs = (masks.T * chance) @ masks / (1 - p) ** 2  # E[m m']
    best = torch.linalg.solve(X.T @ X * pairs, X.T @ y)
    plt.plot([p] * 3, best[1:4], ".", color="gray")
    fitted = Ridge(99 * p / (1 - p)).fit(X, y)  # 99: a column's squares
    ridge.append(torch.tensor(fitted.coef_))
    assert (best - ridge[-1]).abs().max() < 1e-3
plt.plot(rates, torch.stack(ridge)[:, 1:4], label=["sex", "bmi", "bp"])
plt.title("Best weights under dropout (dots)\nare ridge's (lines)")
plt.xlabel("probability p to drop an input")
plt.ylabel("best weight")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
