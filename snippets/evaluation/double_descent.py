# --8<-- [start:idea]
import numpy as np
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
targets = np.eye(10)[y]


def test_error(n_features, ridge, seed):
    """Of least squares on random ReLU features of 100 images."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(X))
    train, test = rows[:100], rows[100:]
    weights = rng.normal(size=(64, n_features)) / 8
    H = np.maximum(X / 16 @ weights, 0)
    if ridge:
        A = H[train]
        W = A.T @ np.linalg.solve(
            A @ A.T + ridge * np.eye(100), targets[train]
        )
    else:
        W = np.linalg.pinv(H[train], rcond=1e-12) @ targets[train]
    return ((H[test] @ W).argmax(1) != y[test]).mean()


for n in (20, 60, 90, 100, 110, 200, 1000):
    print(
        n,
        *[
            f"{np.median([test_error(n, r, s) for s in range(8)]):.2f}"
            for r in (0, 0.01, 0.1)
        ],
    )
# --8<-- [end:idea]
