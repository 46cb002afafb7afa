# --8<-- [start:idea]
import numpy as np
from sklearn.linear_model import ElasticNet, Lasso


def data(rng, n=40):
    """The first two of ten features are nearly twins, both matter."""
    X = rng.normal(size=(n, 10))
    X[:, 1] = X[:, 0] + 0.1 * rng.normal(size=n)
    return X, X[:, 0] + X[:, 1] + rng.normal(size=n)


for seed in range(3):
    X, y = data(np.random.default_rng(seed))
    lasso = Lasso(alpha=0.1, max_iter=10**5, random_state=0).fit(X, y)
    net = ElasticNet(alpha=0.2, l1_ratio=0.5, random_state=0).fit(X, y)
    print("twins: L1 {:4.1f} {:4.1f}".format(*lasso.coef_[:2]), end="")
    print("   elastic net {:4.1f} {:4.1f}".format(*net.coef_[:2]))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

X_new, y_new = data(np.random.default_rng(99), 10_000)
fits = {"L1": [], "elastic net": []}
errors = {"L1": [], "elastic net": []}
for seed in range(100):
    X, y = data(np.random.default_rng(seed))
    lasso = Lasso(alpha=0.1, max_iter=10**5, random_state=0).fit(X, y)
    net = ElasticNet(
        tol=1e-9, alpha=0.2, l1_ratio=0.5, random_state=0
    ).fit(X, y)
    for name, model in (("L1", lasso), ("elastic net", net)):
        fits[name].append(model.coef_)
        off = model.predict(X_new) - y_new
        errors[name].append(np.mean(off**2))
    left = y - net.predict(X)  # elastic net: l2 = 0.2 * 0.5
    pull = np.mean((X[:, 0] - X[:, 1]) * left) / 0.1
    if (net.coef_[:2] > 0).all():
        assert abs(net.coef_[0] - net.coef_[1] - pull) < 0.01

print("100 data sets   a twin is zero   sum of twins   test MSE")
for name, color in (("L1", "C0"), ("elastic net", "C1")):
    twins = np.array(fits[name])[:, :2]
    zero, both = (twins == 0).any(1).mean(), twins.sum(1)
    print(f"{name:14} {zero:15.0%} {both.mean():9.1f} ±", end="")
    print(f" {both.std():.1f} {np.mean(errors[name]):10.2f}")
    plt.plot(*twins.T, ".", color=color, label=name)
share = {
    name: (np.array(fits[name])[:, :2] == 0).any(1) for name in fits
}
gap = np.mean(errors["elastic net"]) - np.mean(errors["L1"])
assert abs(gap) < 0.05
assert share["L1"].mean() > 0.3 and share["elastic net"].mean() < 0.05
plt.title("L1 picks a twin, elastic net shares")
plt.xlabel("weight of one twin")
plt.ylabel("weight of the other")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
