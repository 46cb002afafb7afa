# --8<-- [start:idea]
import torch
from sklearn.linear_model import Lasso, Ridge

torch.manual_seed(0)
X = torch.randn(100, 50).double()
true = torch.zeros(50).double()
true[:5] = torch.tensor([3, -3, 2.5, -2.5, 2])  # only 5 matter
y = X @ true + torch.randn(100).double()

w = torch.zeros(50).double()
strength, lr = 1, 0.2
for _ in range(200):
    w -= lr * X.T @ (X @ w - y) / 100  # downhill on the loss, then
    w = w.sign() * (w.abs() - lr * strength).clamp(min=0)  # to zero
lasso = Lasso(
    strength, fit_intercept=False, tol=1e-10, random_state=0
).fit(X, y)
ridge = Ridge(100 * strength, fit_intercept=False).fit(X, y)
fits = {"L1 by hand": w.numpy(), "Lasso": lasso.coef_}
for name, weights in (fits | {"Ridge": ridge.coef_}).items():
    print(f"{name:10} {(weights == 0).sum():2} zeros of 50")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import numpy as np

assert abs(lasso.coef_ - w.numpy()).max() < 1e-6
pull = (X.T @ (X @ w - y)).abs() / 100  # of the loss, at the minimum
assert pull[w == 0].max() < strength
assert (pull[w != 0] - strength).abs().max() < 1e-6

strengths = torch.logspace(-2, 1, 19).tolist()
paths = {"L1": [], "L2": []}
print("strength   weights that are zero: L1   L2")
for k, strength in enumerate(strengths):
    lasso = Lasso(
        strength, fit_intercept=False, tol=1e-8, random_state=0
    ).fit(X, y)
    ridge = Ridge(100 * strength, fit_intercept=False).fit(X, y)
    zeros = (lasso.coef_ == 0).sum(), (ridge.coef_ == 0).sum()
    paths["L1"].append(lasso.coef_)
    paths["L2"].append(ridge.coef_)
    if k % 6 == 0:
        print(f"{strength:8g} {zeros[0]:26} {zeros[1]:4}")
    assert zeros[1] == 0
kept = paths["L1"][12]  # at strength 1
assert (kept[:5] != 0).all() and (kept[5:] == 0).all()
assert (paths["L1"][18] == 0).all()

figure, axes = plt.subplots(2, sharex=True, sharey=True)
for ax, name in zip(axes, paths, strict=True):
    lines = np.stack(paths[name])
    ax.semilogx(strengths, lines[:, 5:10], "gray", lw=0.8)
    ax.semilogx(strengths, lines[:, :5], "C0")
    ax.set_ylabel(f"weights, {name}")
axes[0].plot([], [], "C0", label="5 that matter")
axes[0].plot([], [], "gray", label="5 of 45 that don't")
axes[0].legend(loc="upper center", ncols=2)
axes[0].set_ylim(-4, 6)
axes[0].set_title("L1 sets weights to zero, L2 shrinks them")
axes[1].set_xlabel("strength of the penalty")
plt.show()
# --8<-- [end:evidence]
