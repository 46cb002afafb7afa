# --8<-- [start:idea]
import numpy as np
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline


def choose_columns(rng):
    """Accuracy with columns chosen before, and inside, the folds."""
    X = rng.normal(size=(100, 2000))  # noise: half is all one can get
    y = rng.permutation([0, 1] * 50)
    select, model = SelectKBest(k=20), LogisticRegression()
    chosen = select.fit_transform(X, y)  # has seen all of the labels
    before = cross_val_score(model, chosen, y).mean()
    pipeline = make_pipeline(select, model)
    return before, cross_val_score(pipeline, X, y).mean()


before, inside = choose_columns(np.random.default_rng(0))
print(f"20 columns chosen before the split: {before:.2f}")
print(f"chosen anew in each training part:  {inside:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.model_selection import GroupKFold, KFold, TimeSeriesSplit
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor


def oversample(rng):
    """40 of 400 rows are positive; eight more copies of these."""
    row = np.append(np.arange(400), np.tile(np.arange(40), 8))
    X, y = rng.normal(size=(400, 20))[row], row < 40
    return scores(X, y, GroupKFold().split(X, y, row))


def same_person(rng):
    """40 persons of 10 rows each; half of the persons are positive."""
    person = np.repeat(np.arange(40), 10)
    X = rng.normal(size=(40, 10))[person]
    X = X + 0.3 * rng.normal(size=X.shape)
    y = rng.permutation([0, 1] * 20)[person]
    return scores(X, y, GroupKFold().split(X, y, person))


def shuffled_time(rng):
    """A random walk, with the time as its only feature."""
    X, y = np.arange(500)[:, None], rng.normal(size=500).cumsum()
    return scores(X, y, TimeSeriesSplit().split(X))


def scores(X, y, folds):
    """Of the nearest neighbor: rows shuffled, and folds kept apart."""
    real = y.dtype == float
    model = KNeighborsRegressor(1) if real else KNeighborsClassifier(1)
    shuffled = KFold(shuffle=True, random_state=0)
    leak = cross_val_score(model, X, y, cv=shuffled)
    return leak.mean(), cross_val_score(model, X, y, cv=folds).mean()


leaks = choose_columns, oversample, same_person, shuffled_time
table = []
print("median of 10 draws   leak  no leak")
for leak in leaks:
    runs = [leak(np.random.default_rng(seed)) for seed in range(10)]
    table.append(np.median(runs, axis=0))
    found, honest = table[-1]
    print(f"{leak.__name__:18} {found:6.2f}  {honest:7.2f}")
    if leak is shuffled_time:
        assert found > 0.9 and honest < 0  # R²
    else:
        assert found > 0.75 and 0.35 < honest < 0.65

names = ["columns\nchosen", "copies", "same\nperson"]
for k, label in enumerate(["with the leak", "without"]):
    heights = [row[k] for row in table[:3]]
    plt.bar(np.arange(3) + 0.4 * k, heights, 0.38, label=label)
plt.axhline(0.5, color="gray", linestyle="--", label="chance")
plt.xticks(np.arange(3) + 0.2, names)
plt.ylabel("accuracy on noise")
plt.title("A leak makes noise predictable")
plt.ylim(0, 1.25)
plt.legend(loc="upper center", ncol=3)
plt.show()
# --8<-- [end:evidence]
