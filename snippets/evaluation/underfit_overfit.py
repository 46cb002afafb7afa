# --8<-- [start:idea]
import numpy as np
from numpy.polynomial import Polynomial


def sample(n, rng):
    """n evenly spaced points of a sine, with noise of 0.3."""
    x = np.linspace(0, 1, n)
    return x, np.sin(2 * np.pi * x) + 0.3 * rng.normal(size=n)


def errors(degree, n, rng):
    """Root mean squared error on the n points and on 200 new ones."""
    x, y = sample(n, rng)
    fit = Polynomial.fit(x, y, degree)
    x_new, y_new = sample(200, rng)
    both = (fit(x) - y, fit(x_new) - y_new)
    return [np.sqrt(np.mean(part**2)) for part in both]


def mean_errors(degree, n, draws=40):
    rngs = [np.random.default_rng(seed) for seed in range(draws)]
    return np.mean([errors(degree, n, rng) for rng in rngs], axis=0)


for degree in (1, 3, 9):
    train, test = mean_errors(degree, 10)
    print(f"degree {degree}: training {train:.2f}, test {test:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

few = {degree: mean_errors(degree, 10) for degree in (1, 3, 9)}
many = {degree: mean_errors(degree, 100) for degree in (1, 3, 9)}
for degree, (train, test) in many.items():
    told = f"training {train:.2f}, test {test:.2f}"
    print(f"100 points, degree {degree}: {told}")
assert few[1].min() > 0.45 and many[1].min() > 0.45
assert few[9][0] < 0.01 and few[9][1] > few[1][1] > few[3][1]
assert abs(many[9][1] - many[3][1]) < 0.03


def draw_fit(ax, degree, n, title):
    """One draw: its points, the sine, and the fit."""
    x, y = sample(n, np.random.default_rng(0))
    grid = np.linspace(0, 1, 60)
    ax.plot(grid, np.sin(2 * np.pi * grid), "--", color="gray")
    ax.plot(x, y, "C0o", ms=3)
    ax.plot(grid, Polynomial.fit(x, y, degree)(grid), "C1")
    ax.set(title=f"degree {degree}: {title}", ylim=(-2, 2))


fig, axes = plt.subplots(2, 2, sharex=True, sharey=True)
draw_fit(axes[0, 0], 1, 10, "too stiff")
draw_fit(axes[0, 1], 3, 10, "about right")
draw_fit(axes[1, 0], 9, 10, "too bent")
draw_fit(axes[1, 1], 9, 100, "with 100 points")
plt.show()
# --8<-- [end:evidence]
