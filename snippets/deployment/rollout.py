# --8<-- [start:idea]
import hashlib
from statistics import NormalDist


def in_canary(user, share, release="v7"):
    """A user is in or out for good; a larger share adds users."""
    digest = hashlib.sha256(f"{release} {user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def per_side(old, new, power=0.8, alpha=0.05):
    """Requests for each model, for a difference in rates to show."""
    z = NormalDist().inv_cdf(1 - alpha / 2) + NormalDist().inv_cdf(
        power
    )
    return (old * (1 - old) + new * (1 - new)) * (z / (new - old)) ** 2


few = {user for user in range(10_000) if in_canary(user, 0.05)}
more = {user for user in range(10_000) if in_canary(user, 0.2)}
print(len(few), "of them", len(few & more), "still in, of", len(more))
print(f"10 % or 11 %: {per_side(0.10, 0.11):,.0f} requests a side")
# --8<-- [end:idea]
# --8<-- [start:peeking]
import numpy as np

rng = np.random.default_rng(0)


def found(k_old, k_new, n):
    """Is the difference of two counts out of n significant?"""
    p = (k_old + k_new) / (2 * n)
    error = np.sqrt(2 * p * (1 - p) / n)
    return abs(k_old - k_new) / n > 1.96 * error


n = round(per_side(0.10, 0.11))
looks = np.arange(1, 21) * n // 20  # requests until each look
print(
    "2,000 tests, of them significant  at the end  at any of 20 looks"
)
for new in (0.11, 0.10):
    chances = [[[0.10]], [[new]]]
    parts = rng.binomial(n // 20, chances, (2, 2000, 20))
    k_old, k_new = parts.cumsum(axis=2)
    seen = found(k_old, k_new, looks)
    at_end, ever = seen[:, -1].mean(), seen.any(axis=1).mean()
    print(f"10 % against {new:.0%} {at_end:27.0%} {ever:19.0%}")
assert at_end < 0.07 and ever > 0.2
# --8<-- [end:peeking]
# --8<-- [start:shadow]
import matplotlib.pyplot as plt

sizes, powers = [1000, 2000, 4000, 8000], []
print("96 % or 97 % right, 3 % differ: found with shadow, with a split")
for n in sizes:
    only_new, only_old, _ = rng.multinomial(
        n, (0.02, 0.01, 0.97), 2000
    ).T
    differ = np.sqrt(only_new + only_old)
    shadow = abs(only_new - only_old) > 1.96 * differ
    k_old, k_new = rng.binomial(n // 2, [[0.96], [0.97]], (2, 2000))
    split = found(k_old, k_new, n // 2)
    powers.append((shadow.mean(), split.mean()))
    print("{:5} requests {:8.0%} {:5.0%}".format(n, *powers[-1]))
assert powers[1][0] > powers[1][1] + 0.3

plt.plot(sizes, [pair[0] for pair in powers], "o-", label="shadow")
plt.plot(sizes, [pair[1] for pair in powers], "o-", label="split")
plt.xlabel("requests with known answers")
plt.ylabel("share of tests that find the gain")
plt.title("Both models on every request: fewer are needed")
plt.legend()
plt.show()
# --8<-- [end:shadow]
