# --8<-- [start:idea]
import math


def plain(right, n):
    """95 % interval of an accuracy, as most people compute it."""
    p = right / n
    half = 1.96 * math.sqrt(p * (1 - p) / n)
    return p - half, p + half


def wilson(right, n):
    """95 % interval of an accuracy, by Wilson's formula."""
    p, q = right / n, 1.96**2 / n
    half = 1.96 * math.sqrt(p * (1 - p) / n + q / (4 * n))
    return (p + q / 2 - half) / (1 + q), (p + q / 2 + half) / (1 + q)


for right, n in ((349, 360), (50, 50), (970, 1000)):
    low, high = wilson(right, n)
    print(f"{right:3} of {n:4} right: {low:.1%} to {high:.1%}")
# --8<-- [end:idea]
# --8<-- [start:coverage]
def coverage(interval, p, n):
    """How often the interval holds the true accuracy p: exactly."""
    total = 0.0
    for right in range(n + 1):
        low, high = interval(right, n)
        if low <= p <= high:
            total += math.comb(n, right) * p**right * (1 - p) ** (n - right)
    return total


print("accuracy  rows  plain  Wilson  (should be 95 %)")
for p, n in ((0.97, 360), (0.97, 50), (0.999, 360)):
    print(f"{p:8} {n:5} {coverage(plain, p, n):6.1%} {coverage(wilson, p, n):6.1%}")
# --8<-- [end:coverage]
# --8<-- [start:compare]
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
X, y = load_digits(return_X_y=True)
X=X/16
n=360
for seed in range(10):
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=n, random_state=seed)
    a = LogisticRegression(max_iter=1000).fit(X_train, y_train).predict(X_test) == y_test
    b = SVC().fit(X_train, y_train).predict(X_test) == y_test
    gain = b.astype(int) - a
    unpaired = math.sqrt((a.var()+b.var())/n)
    paired = gain.std()/math.sqrt(n)
    print(gain.mean(), unpaired, paired, (gain==1).sum(), (gain==-1).sum())
# --8<-- [end:compare]
