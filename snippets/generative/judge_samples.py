# --8<-- [start:idea]
import numpy as np
from sklearn.datasets import load_digits


def frechet(A, B):
    """Squared distance of two Gaussians, fitted to the rows."""
    S, T = np.cov(A.T), np.cov(B.T)
    roots = np.sqrt(np.linalg.eigvals(S @ T).real.clip(min=0))
    shift = A.mean(axis=0) - B.mean(axis=0)
    return shift @ shift + np.trace(S + T) - 2 * roots.sum()


X = np.random.default_rng(0).permutation(load_digits().data / 16)
for n in (50, 200, 800):
    distance = frechet(X[:n], X[n : 2 * n])
    print(f"{n:3} real images against {n:3} others: {distance:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from scipy.spatial.distance import cdist
from sklearn.model_selection import cross_val_score
from sklearn.neighbors import KNeighborsClassifier

images, y = load_digits(return_X_y=True)
runs = []
for seed in range(5):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(images))
    train, test, new = images[order].reshape(3, 599, 64) / 16
    low = train[y[order[:599]] < 5]
    mean, cov = train.mean(axis=0), np.cov(train.T)
    samples = {
        "new real images": new,
        "copies of training": train,
        "one Gaussian": rng.multivariate_normal(mean, cov, 599),
        "no digit above 4": rng.choice(low, 599),
    }
    rows = []
    for made in samples.values():
        both, label = (
            np.concatenate([test, made]),
            [0] * 599 + [1] * 599,
        )
        told = cross_val_score(KNeighborsClassifier(), both, label)
        nearest = cdist(made, train).min(axis=1)
        rows.append([frechet(made, test), told.mean(), nearest.mean()])
    runs.append(rows)
table = np.mean(runs, axis=0)
print("mean of 5 splits    Fréchet  told from real  nearest training")
for name, row in zip(samples, table, strict=True):
    print("{:18} {:8.2f} {:15.2f} {:17.2f}".format(name, *row))

distance, told, nearest = table.T
assert abs(distance[1] - distance[0]) < 0.03 and nearest[1] == 0
assert abs(told[:2] - 0.5).max() < 0.06 and told[2:].min() > 0.65
assert distance[2] < min(0.2, frechet(X[:200], X[200:400]))
assert distance[3] > 0.5
assert nearest[0] > 1 and nearest[2] > 1.3 * nearest[0]
# --8<-- [end:evidence]
