# --8<-- [start:idea]
import torch
from sklearn.datasets import load_diabetes

X, y = load_diabetes(return_X_y=True, scaled=False)
X, y = torch.tensor(X), torch.tensor(y)[:, None]
centered = X - X.mean(0)
scaled = centered / X.std(0)
ones = torch.ones(len(X), 1)  # the bias

for name, Z in (("raw", X), ("centered", centered), ("scaled", scaled)):
    A = torch.cat([Z, ones], dim=1)
    curvature, axes = torch.linalg.eigh(A.T @ A / len(A))
    best = torch.linalg.lstsq(A, y).solution
    gain = y.var(correction=0) - (A @ best - y).square().mean()
    lr = 1 / curvature[-1]  # the steepest axis sets the rate
    steps = (10 ** torch.arange(0, 9, 0.01).double()).round()
    left = (axes.T @ best) * (1 - lr * curvature[:, None]) ** steps
    missing = (curvature[:, None] * left.square()).sum(0)
    enough = steps[missing < 0.01 * gain][0]
    kappa = curvature[-1] / curvature[0]
    print(f"{name:8} kappa {kappa:.0e}  {enough:8.3g} steps")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

fig, axes = plt.subplots(1, 2)
for ax, name, Z in zip(
    axes, ("raw", "scaled"), (X, scaled), strict=True
):
    A = torch.cat([Z, ones], dim=1)
    H, best = A.T @ A / len(A), torch.linalg.lstsq(A, y).solution
    curvature, directions = torch.linalg.eigh(H)
    w = torch.zeros_like(best)
    for _ in range(10):  # gradient descent does what the formula says
        w = w - (H @ w - A.T @ y / len(A)) / curvature[-1]
    left = directions.T @ best
    left = left * (1 - curvature / curvature[-1])[:, None] ** 10
    assert torch.allclose(directions.T @ (best - w), left)

    H, best = H[2:4, 2:4], best[2:4]  # two weights, the others at best
    path = [torch.zeros_like(best)]
    for _ in range(15):
        slope = H @ (path[-1] - best)
        path.append(path[-1] - slope / torch.linalg.norm(H, 2))
    path = torch.cat(path, dim=1)
    far = ((path[:, -1:] - best).norm() / best.norm()).item()
    count = path.shape[1] - 1
    print(f"{name:6} after {count} steps {far:.0%} of the way is left")
    side = torch.linspace(-1.5, 1.5, 40) * best.norm()
    u, v = torch.meshgrid(side, side, indexing="xy")
    loss = H[0, 0] * u**2 + 2 * H[0, 1] * u * v + H[1, 1] * v**2
    ax.contour(u + best[0], v + best[1], loss.sqrt(), colors="gray")
    ax.plot(*path, "C0.-")
    ax.plot(*best, "C3x")
    ax.set(title=name, xlabel="weight of BMI", aspect="equal")
axes[0].set_ylabel("weight of blood pressure")
fig.suptitle("15 steps of gradient descent toward ×")
plt.show()
# --8<-- [end:evidence]
