# --8<-- [start:idea]
import numpy as np
from scipy.stats import norm
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF


def suggest(tried, scores, candidates):  # an index of the candidates
    process = GaussianProcessRegressor(RBF(0.2), alpha=1e-3)
    process.set_params(optimizer=None, normalize_y=True)
    process.fit(tried, scores)
    mean, sd = process.predict(candidates, return_std=True)
    z = (mean - scores.max()) / sd
    return (sd * (z * norm.cdf(z) + norm.pdf(z))).argmax()


x = np.linspace(0, 1, 101)[:, None]  # rescaled settings
score = np.exp(-50 * (x[:, 0] - 0.73) ** 2)  # unknown to the search
tried = [0, 50, 100]
for _ in range(5):
    tried.append(suggest(x[tried], score[tried], x))
print("tried", *[f"{value:.2f}" for value in x[tried, 0]])
print("score", *[f"{value:.2f}" for value in score[tried]])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.quasirandom import SobolEngine

X, y = map(torch.tensor, load_digits(return_X_y=True))


def accuracy(a, b, seed=0):  # 40 steps on 200 images
    torch.manual_seed(seed)
    train, val = torch.randperm(len(X)).split([200, 1597])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    lr, momentum = 10 ** (5 * a - 4), 1 - 0.01**b
    optimizer = torch.optim.SGD(model.parameters(), lr, momentum)
    for _ in range(40):
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[train] / 16), y[train]).backward()
        optimizer.step()
    right = model(X[val] / 16).argmax(1) == y[val]
    return right.double().mean().item()


grid = [(a / 15, b / 7) for a in range(16) for b in range(8)]
table, grid = np.array([accuracy(*s) for s in grid]), np.array(grid)
rng = np.random.default_rng(0)
runs = {"random": [], "Sobol": [], "Bayesian": []}
for k in range(30):
    runs["random"].append(rng.permutation(128)[:20])
    points = SobolEngine(2, scramble=True, seed=k).draw(20).numpy()
    points = (points * [15, 7]).round() @ [8, 1]
    runs["Sobol"].append(points.astype(int))
    tried = list(runs["Sobol"][-1][:4])
    for _ in range(16):
        tried.append(suggest(grid[tried], table[tried], grid))
    runs["Bayesian"].append(tried)

best = {}
print("mean best of 30 searches after  4      8     20 trials")
for name, tried in runs.items():
    so_far = np.maximum.accumulate(table[np.array(tried)], 1).mean(0)
    best[name] = so_far
    told = [f"{so_far[n - 1]:6.3f}" for n in (4, 8, 20)]
    print(f"{name:28}", *told)
    plt.plot(range(1, 21), so_far, label=name)
print(f"best of all 128 settings  {table.max():23.3f}")
early = {name: so_far[7] for name, so_far in best.items()}
late = [so_far[19] for so_far in best.values()]
assert early["random"] < early["Sobol"] < early["Bayesian"]
assert early["random"] < early["Bayesian"] - 0.01
assert max(late) - min(late) < 0.03

plt.ylim(0.7)
plt.xlabel("trials")
plt.xticks([1, 5, 10, 15, 20])
plt.ylabel("best validation accuracy so far")
plt.title("Bayesian search gains a little, and early")
plt.legend()
plt.show()
# --8<-- [end:evidence]
