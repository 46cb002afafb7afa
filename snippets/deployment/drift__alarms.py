import numpy as np
from scipy.stats import ks_2samp


def drifted(old, new):
    """Whether any column has p < 1 %; and after the correction."""
    p_values = ks_2samp(old, new, method="asymp").pvalue
    return p_values.min() < 0.01, p_values.min() < 0.01 / len(p_values)


rng = np.random.default_rng(0)
print("alarms in 100 comparisons of 64 columns without drift:")
rings = [drifted(*rng.normal(size=(2, 100, 64))) for _ in range(100)]
single, corrected = np.sum(rings, axis=0)
print(f"{single} with each column at 1 %, {corrected} corrected")
assert single > 20 and corrected < 7

for n in (500, 200_000):
    old, new = rng.normal(size=(2, n))
    p = ks_2samp(old, new + 0.02, method="asymp").pvalue
    print(f"{n:7,} rows, moved by a fiftieth: p {p:.0e}")
assert p < 0.01
