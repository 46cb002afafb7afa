import matplotlib.pyplot as plt
import torch
from sklearn.linear_model import Lasso, Ridge

torch.manual_seed(0)
torch.set_default_dtype(torch.double)
X = torch.randn(100, 50)
w_true = torch.zeros(50, 1)
w_true[:5, 0] = torch.tensor([3, -3, 2.5, -2.5, 2])
y = X @ w_true + torch.randn(100, 1)  # only 5 features matter
A, b = X.T @ X / 100, X.T @ y / 100  # the loss's slope is A w - b
lambdas = torch.logspace(-2, 1, 19)

step = 1 / torch.linalg.matrix_norm(A, 2)
l1 = torch.zeros(50, 19)  # a column for each lambda
for _ in range(1500):
    l1 -= step * (A @ l1 - b)  # downhill on the loss, then
    # toward zero by one amount for all; what is nearer becomes 0
    l1 = l1.sign() * (l1.abs() - step * lambdas).clamp(min=0)
eye = torch.eye(50)
l2 = [torch.linalg.solve(A + penalty * eye, b) for penalty in lambdas]
l2 = torch.cat(l2, dim=1)

for i, penalty in enumerate(lambdas.tolist()):
    lasso = Lasso(penalty, fit_intercept=False, random_state=0)
    lasso.tol = 1e-12
    gap = lasso.fit(X, y[:, 0]).coef_ - l1[:, i].numpy()
    assert abs(gap).max() < 1e-6
    ridge = Ridge(100 * penalty, fit_intercept=False)
    gap = ridge.fit(X, y[:, 0]).coef_ - l2[:, i].numpy()
    assert abs(gap).max() < 1e-9
# Why zero: there the loss pulls with less than lambda
pull = (A @ l1 - b).abs()
zero = l1 == 0
assert (pull < lambdas)[zero].all()
assert (pull - lambdas)[~zero].abs().max() < 1e-9

print("lambda   weights that are zero, of 50: L1   L2")
for i in range(0, 19, 6):
    zeros = zero[:, i].sum(), (l2[:, i] == 0).sum()
    print(f"{lambdas[i]:6g} {zeros[0]:33} {zeros[1]:4}")
assert zero[5:, 12].all() and not zero[:5, 12].any()
assert zero[:, 18].all() and l2.abs().min() > 1e-9

figure, axes = plt.subplots(2, sharex=True, sharey=True)
for ax, paths, name in zip(axes, (l1, l2), ("L1", "L2"), strict=True):
    ax.semilogx(lambdas, paths[5:10].T, "gray", lw=0.8)
    ax.semilogx(lambdas, paths[:5].T, "C0")
    ax.set_ylabel(f"weights, {name}")
axes[0].plot([], [], "C0", label="5 that matter")
axes[0].plot([], [], "gray", label="5 of 45 that don't")
axes[0].legend(loc="upper center", ncols=2)
axes[0].set_ylim(-4, 6)
axes[0].set_title("L1 sets weights to zero, L2 shrinks them")
axes[1].set_xlabel("strength of the penalty, lambda")
plt.show()
