# --8<-- [start:idea]
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import KFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

X, y = load_digits(return_X_y=True)
rng = np.random.default_rng(0)
model = KNeighborsClassifier(1)
scores = []
for _ in range(100):
    few = rng.permutation(len(X))[:150]
    folds = cross_val_score(model, X[few], y[few], cv=KFold(5))
    scores.append(folds)  # five splits: 120 to train, 30 to test
scores = np.array(scores)
one, five = scores[:, 0], scores.mean(1)
print("accuracy, 100 draws of 150 rows   mean     sd")
print(f"one split    {one.mean():25.3f} {one.std():6.3f}")
print(f"five folds   {five.mean():25.3f} {five.std():6.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

truth = []
for _ in range(100):
    train, new = np.split(rng.permutation(len(X)), [120])
    model.fit(X[train], y[train])
    truth.append(model.score(X[new[:500]], y[new[:500]]))
truth = np.mean(truth)
formula = (scores.std(1, ddof=1) / 5**0.5).mean()
print(f"mean accuracy on new rows                {truth:.3f}")
print(f"five folds, sd by their own formula      {formula:.3f}")
assert one.std() > 1.5 * five.std()
assert abs(one.mean() - truth) < 0.025
assert abs(five.mean() - truth) < 0.015
assert 0.6 < formula / five.std() < 1.3

bins = np.linspace(0.75, 1, 26)
plt.hist(one, bins, color="C1", alpha=0.6, label="one split")
plt.hist(five, bins, color="C0", alpha=0.6, label="five folds")
plt.axvline(truth, color="gray", linestyle="--")
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
