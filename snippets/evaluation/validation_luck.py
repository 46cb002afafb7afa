# --8<-- [start:idea]
import numpy as np

rng = np.random.default_rng(0)
for n_rows in (100, 1000):
    for tries in (1, 10, 100, 1000):
        best = []
        for _ in range(20):
            y = rng.integers(2, size=n_rows)
            coins = rng.integers(2, size=(tries, n_rows))
            best.append((coins == y).mean(1).max())
        print(f"best of {tries:4} coins on {n_rows:4} rows", end=": ")
        print(f"{np.mean(best):.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from sklearn.tree import DecisionTreeClassifier

X, y = load_digits(return_X_y=True)


def scores(seed):
    """Of 40 random trees: accuracy on 50 validation and 1,447 rows."""
    rows = np.random.default_rng(seed).permutation(len(X))
    train, val, test = np.split(rows, [300, 350])
    found = []
    for k in range(40):
        tree = DecisionTreeClassifier(max_features=8, random_state=k)
        tree.fit(X[train], y[train])
        parts = (val, test)
        found.append([tree.score(X[part], y[part]) for part in parts])
    return np.array(found)


runs = np.stack([scores(seed) for seed in range(10)])
best = np.stack([run[run[:, 0].argmax()] for run in runs])
promise, kept = best.mean(0)
average = runs[:, :, 1].mean()
print("40 trees, chosen on 50 rows, mean of 10 draws")
print(f"the chosen one on validation {promise:.3f}")
print(f"the chosen one on test       {kept:.3f}")
print(f"the average one on test      {average:.3f}")
assert promise - kept > 0.06 and promise - average > 0.08
assert kept - average < (promise - average) / 2

plt.scatter(runs[0, :, 1], runs[0, :, 0], color="C0", s=12)
plt.scatter(*best[0, ::-1], color="C1", label="chosen")
plt.plot([0.6, 0.8], [0.6, 0.8], "--", color="gray", label="equal")
plt.xlabel("test accuracy")
plt.ylabel("validation accuracy")
plt.title("The best of 40 on 50 rows is above the line")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
