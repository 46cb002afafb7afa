# --8<-- [start:idea]
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import KFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

X, y = load_digits(return_X_y=True)
rng = np.random.default_rng(0)
model = KNeighborsClassifier(1)
scores, new = [], []
for _ in range(100):
    few, rest = np.split(rng.permutation(len(X)), [150])
    folds = cross_val_score(model, X[few], y[few], cv=KFold(5))
    scores.append(folds)  # five splits: 120 to train, 30 to test
    model.fit(X[few[:120]], y[few[:120]])
    new.append(model.score(X[rest[:500]], y[rest[:500]]))
scores = np.array(scores)
one, five = scores[:, 0], scores.mean(1)
print("accuracy of 1-NN      mean     sd   (100 draws of 150 rows)")
for name, s in (
    ("one split", one),
    ("five folds", five),
    ("new rows", new),
):
    print(f"{name:18} {np.mean(s):7.3f} {np.std(s):6.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

formula = (scores.std(1, ddof=1) / 5**0.5).mean()
print(f"five folds, from their own spread {formula:.3f}")
assert one.std() > 1.5 * five.std()
assert abs(one.mean() - np.mean(new)) < 0.02
assert abs(five.mean() - np.mean(new)) < 0.01
assert 0.6 < formula / five.std() < 1.3

bins = np.linspace(0.75, 1, 26)
plt.hist(one, bins, color="C1", alpha=0.6, label="one split")
plt.hist(five, bins, color="C0", alpha=0.6, label="five folds")
plt.axvline(np.mean(new), color="gray", linestyle="--")
plt.xlabel("accuracy (dashed: on new rows)")
plt.ylabel("draws")
plt.title("Five folds halve the luck of one split")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
# --8<-- [start:sorted]
from sklearn.datasets import load_iris
from sklearn.model_selection import StratifiedKFold

X, y = load_iris(return_X_y=True)  # sorted by class
for folds in (KFold(3), StratifiedKFold(3)):
    scores = cross_val_score(model, X, y, cv=folds)
    print(f"{type(folds).__name__:15}", *[f"{s:.2f}" for s in scores])
# --8<-- [end:sorted]
