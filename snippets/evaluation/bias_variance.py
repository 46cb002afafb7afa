# --8<-- [start:idea]
import numpy as np
from numpy.polynomial.chebyshev import chebfit, chebval

rng = np.random.default_rng(0)
x, noise = np.linspace(-1, 1, 25), 0.3
truth = np.sin(np.pi * x)
draws = truth + noise * rng.normal(size=(1000, 25))  # training sets
new = truth + noise * rng.normal(size=(1000, 25))

table = []
print("degree     bias² variance    noise      sum measured")
for degree in (1, 3, 5, 9, 15):
    fits = chebval(x, chebfit(x, draws.T, degree))  # (draw, x)
    bias2 = ((fits.mean(0) - truth) ** 2).mean()
    variance, error = fits.var(0).mean(), ((new - fits) ** 2).mean()
    total = bias2 + variance + noise**2
    row = bias2, variance, noise**2, total, error
    table.append((degree, *row))
    print(f"{degree:6}", *[f"{value:8.3f}" for value in row])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

degrees, bias2, variance, _, total, error = np.array(table).T
assert np.abs(total - error).max() < 0.01
assert bias2[0] > 10 * bias2[1] and bias2[2:].max() < 0.002
expected = noise**2 * (degrees + 1) / 25
assert np.abs(variance / expected - 1).max() < 0.1
print("variance by formula", *expected.round(3))

plt.plot(degrees, bias2, "C1o-", label="bias²")
plt.plot(degrees, variance, "C0o-", label="variance")
plt.plot(degrees, error, "o-", color="gray", label="error on new data")
plt.xlabel("degree of the polynomial")
plt.ylabel("mean squared error")
plt.title("Bias falls, variance grows, the error is their sum")
plt.legend()
plt.show()
# --8<-- [end:evidence]
# --8<-- [start:networks]
import torch
from torch import nn

torch.manual_seed(0)
X, Y = torch.tensor(x)[:, None], torch.tensor(draws)


def network(width, target):
    """What a tanh network says at X after 200 steps of Adam."""
    layers = nn.Linear(1, width), nn.Tanh(), nn.Linear(width, 1)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(X)[:, 0], target).backward()
        optimizer.step()
    return model(X)[:, 0].detach()


variances = {}
for width in (8, 256):
    fits = torch.stack([network(width, target) for target in Y[:12]])
    variances[width] = fits.var(0).mean()
    off = (fits.mean(0) - torch.tensor(truth)).square().mean()
    assert off < 0.03
    told = f"bias² {off:.3f}, variance {variances[width]:.3f}"
    print(f"{3 * width + 1} parameters: {told}")
assert variances[256] < 1.5 * variances[8]
# --8<-- [end:networks]
