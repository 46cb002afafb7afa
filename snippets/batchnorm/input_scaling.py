import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes

torch.set_default_dtype(torch.double)
X, y = map(torch.tensor, load_diabetes(return_X_y=True, scaled=False))
centered = X - X.mean(0)
versions = {"raw": X, "centered": centered}
versions["scaled"] = centered / X.std(0)
t = (10 ** torch.arange(0, 9, 0.01)).round().unique()  # steps
figure, axes = plt.subplots(1, 2, figsize=(5.4, 3.2))
panels = dict(zip(("raw", "scaled"), axes, strict=True))
print("         condition number    steps")
steps, far = {}, {}
for name, Z in versions.items():
    A = torch.cat([Z, torch.ones(len(Z), 1)], 1)  # last: the bias
    H, target = A.T @ A / len(A), A.T @ y / len(A)
    curvature, Q = torch.linalg.eigh(H)
    best, lr = torch.linalg.solve(H, target), 1 / curvature[-1]
    # distance left along each axis of the bowl after t steps from 0
    left = (Q.T @ best) * (1 - lr * curvature) ** t[:, None]
    w = torch.zeros(11)
    for _ in range(10):  # that is what gradient descent does
        w -= lr * (H @ w - target)
    torch.testing.assert_close(Q.T @ (best - w), left[t == 10][0])

    missing = (curvature * left.square()).sum(1)
    gain = y.var(correction=0) - (A @ best - y).square().mean()
    steps[name] = t[missing < 0.01 * gain][0]
    condition = curvature[-1] / curvature[0]
    print(f"{name:8} {condition:16.0e} {steps[name]:8.2g}")

    if name in panels:  # two weights, the others at their best
        H, best, path = H[2:4, 2:4], best[2:4], [torch.zeros(2)]
        for _ in range(15):
            slope = H @ (path[-1] - best)
            path.append(path[-1] - slope / torch.linalg.norm(H, 2))
        far[name] = torch.dist(path[-1], best) / best.norm()
        side = torch.linspace(-1.7, 1.7, 41) * best.norm()
        u, v = torch.meshgrid(side, side, indexing="xy")
        loss = H[0, 0] * u**2 + 2 * H[0, 1] * u * v + H[1, 1] * v**2
        levels = loss.max() * torch.linspace(0.1, 0.9, 4) ** 2
        ax = panels[name]
        ax.contour(
            u + best[0], v + best[1], loss, levels, colors="gray"
        )
        ax.plot(*torch.stack(path).T, "C0.-", ms=5)
        ax.plot(*best, "C3x")
        ax.set(title=name, xlabel="weight of BMI", aspect="equal")
assert steps["raw"] > 100 * steps["centered"]
assert steps["centered"] > 1000 * steps["scaled"]
assert far["raw"] > 0.5 and far["scaled"] < 0.05
panels["raw"].set_ylabel("weight of blood pressure")
figure.suptitle("15 steps of gradient descent toward ×")
plt.show()
