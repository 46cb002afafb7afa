# --8<-- [start:idea]
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

rng = np.random.default_rng(0)
X, y = load_digits(return_X_y=True)
X, X_new, y, y_new = train_test_split(
    X, y, train_size=200, random_state=0
)


def noisy_copies(X, y):
    copies = [X + rng.normal(0, 1.6, X.shape) for _ in range(4)]
    return np.concatenate([X, *copies]), np.tile(y, 5)


train, val, y_train, y_val = train_test_split(X, y, random_state=0)
model = KNeighborsClassifier(1).fit(*noisy_copies(train, y_train))
print(f"split, then augment: {model.score(val, y_val):.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def scores(labels, first, seed):
    """Accuracy of 1-NN on validation rows and on 1,597 new ones."""
    rows, answers = X, labels
    if first == "augment":
        rows, answers = noisy_copies(rows, answers)
    train, val, y_train, y_val = train_test_split(
        rows, answers, random_state=seed
    )
    if first == "split":
        train, y_train = noisy_copies(train, y_train)
    model = KNeighborsClassifier(1).fit(train, y_train)
    return model.score(val, y_val), model.score(X_new, y_new)


print("6 splits                       validation  new rows")
bars, names = [], []
for what, labels in (("true", y), ("shuffled", rng.permutation(y))):
    for first in ("split", "augment"):
        runs = np.array([scores(labels, first, s) for s in range(6)])
        promised, kept = runs.mean(axis=0)
        bars.append((promised, kept))
        names.append(f"{what},\n{first} first")
        print(f"{what:8} labels, {first:7} first", end="")
        print(f"{promised:11.2f}{kept:10.2f}")
for label, marker, column in zip(
    ("validation", "new rows"),
    "os",
    zip(*bars, strict=True),
    strict=True,
):
    plt.plot(names, column, marker, label=label)
plt.ylabel("accuracy")
plt.title("Augmented first, even random labels validate")
plt.legend(loc="center left")
plt.show()

(honest, same), (leaky, _), (guess, _), (fooled, luck) = bars
assert leaky > 0.98 and fooled > 0.95  # whatever the labels say
assert abs(honest - same) < 0.06 and guess < 0.3 and luck < 0.3
# --8<-- [end:evidence]
