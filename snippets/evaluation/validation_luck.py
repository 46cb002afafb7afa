# --8<-- [start:idea]
import numpy as np

rng = np.random.default_rng(0)
for n in (100, 1000, 10_000):
    y = rng.integers(2, size=n)
    for tries in (1, 10, 100, 1000):
        guesses = rng.integers(2, size=(tries, n))  # coins, no models
        best = (guesses == y).mean(1).max()
        print(f"{n:6} rows, best of {tries:4}: {best:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import ExtraTreesClassifier

X, y = load_digits(return_X_y=True)
for seed in range(10):
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(X))
    train, val, test = rows[:300], rows[300:350], rows[350:]
    s = []
    for k in range(40):
        m = DecisionTreeClassifier(max_features=8, random_state=k).fit(
            X[train], y[train]
        )
        s.append((m.score(X[val], y[val]), m.score(X[test], y[test])))
    s = np.array(s)
    b = s[:, 0].argmax()
    print(s[b], s.mean(0), s.std(0))
# --8<-- [end:evidence]
