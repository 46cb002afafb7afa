# --8<-- [start:idea]
from math import comb, sqrt


def plain(right, n):
    """95 % interval of an accuracy: 1.96 standard errors each way."""
    p = right / n
    half = 1.96 * sqrt(p * (1 - p) / n)
    return p - half, p + half


def wilson(right, n):
    """95 % interval of an accuracy, by Wilson's formula."""
    p, a = right / n, 1.96**2 / n
    half = 1.96 * sqrt(p * (1 - p) / n + a / n / 4)
    return (p + a / 2 - half) / (1 + a), (p + a / 2 + half) / (1 + a)


for right, n in ((349, 360), (50, 50), (9700, 10_000)):
    low, high = wilson(right, n)
    print(f"{right:4} of {n:5} right: {low:.1%} to {high:.1%}")


# --8<-- [end:idea]
# --8<-- [start:coverage]
def coverage(interval, p, n):
    """How often, of all test sets, it holds the true accuracy p."""
    total = 0.0
    for right in range(n + 1):
        low, high = interval(right, n)
        if low <= p <= high:
            wrong = n - right
            total += comb(n, right) * p**right * (1 - p) ** wrong
    return total


print("truth   rows  plain  Wilson   (wanted: 95%)")
for p, n in ((0.97, 360), (0.97, 50), (0.999, 360)):
    found = coverage(plain, p, n), coverage(wilson, p, n)
    print(f"{p:5.1%} {n:6} {found[0]:6.0%} {found[1]:7.0%}")
    assert found[0] < 0.92 and 0.93 < found[1] < 0.97
# --8<-- [end:coverage]
# --8<-- [start:compare]
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

X, y = load_digits(return_X_y=True)
X, runs = X / 16, []
for seed in range(10):
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=360, random_state=seed
    )
    models = LogisticRegression(), SVC(random_state=0)
    a, b = [m.fit(X_train, y_train).predict(X_test) for m in models]
    a, b = 1.0 * (a == y_test), 1.0 * (b == y_test)  # right: 1
    gain, paired = (b - a).mean(), (b - a).std() / 360**0.5
    unpaired = ((a.var() + b.var()) / 360) ** 0.5
    runs.append((gain, unpaired, paired))
    ends = gain - 1.96 * paired, gain + 1.96 * paired
    plt.plot(ends, [seed, seed], "C0", lw=6)
    ends = gain - 1.96 * unpaired, gain + 1.96 * unpaired
    plt.plot(ends, [seed, seed], "C1")
gains, unpaired, paired = np.array(runs).T
print(f"gain {gains.mean():.3f}, 10 splits of 360 test rows")
for name, error in (("unpaired", unpaired), ("paired", paired)):
    sure = (gains > 1.96 * error).sum()
    print(f"{name:8}  standard error {error.mean():.3f}", end=", ")
    print(f"above zero in {sure} of 10")
assert paired.mean() < 0.8 * unpaired.mean()
assert gains.mean() > 0.01

plt.axvline(0, color="gray", linestyle="--")
plt.xlabel("gain of the second model in accuracy")
plt.ylabel("split")
plt.title("Paired (blue) is narrower than unpaired (orange)")
plt.show()
# --8<-- [end:compare]
