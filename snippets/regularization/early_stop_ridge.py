import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes

X, y = load_diabetes(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y)  # 442 patients, 10 features
X, y = (X - X.mean(0)) / X.std(0), (y - y.mean()) / y.std()
hessian, target = X.T @ X / len(X), X.T @ y / len(X)
curvature, V = torch.linalg.eigh(hessian)
full = torch.linalg.solve(hessian, target)  # least squares, no penalty


def ridge(penalty):
    """Minimum of the mean squared error / 2 + penalty / 2 * |w|^2."""
    eye = torch.eye(len(hessian), dtype=X.dtype)
    return torch.linalg.solve(hessian + penalty * eye, target)


lr = 0.1
w = torch.zeros(len(full), dtype=X.dtype, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=lr)
steps = [1, 3, 10, 30, 100, 300, 1000]
stopped, penalized, cosines = [], [], []
print("steps  ridge penalty  cosine  length: stopped  ridge")
for i in range(1, 1 + steps[-1]):
    loss = ((X @ w - y) ** 2).mean() / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if i not in steps:
        continue
    a, b = w.detach().clone(), ridge(1 / (lr * i))
    stopped.append(a)
    penalized.append(b)
    cosines.append(torch.cosine_similarity(a, b, dim=0))
    print(
        f"{i:5}  {1 / (lr * i):13.2f}  {cosines[-1]:.3f}"
        f"  {a.norm():15.2f}  {b.norm():5.2f}"
    )
    # along each axis V: the share of the full solution that is reached
    share = 1 - (1 - lr * curvature) ** i
    torch.testing.assert_close(a, V @ (share * (V.T @ full)))
    share_ridge = curvature / (curvature + 1 / (lr * i))
    torch.testing.assert_close(b, V @ (share_ridge * (V.T @ full)))
    assert (share >= share_ridge).all()  # never behind ridge
    assert (share - share_ridge).max() < 0.25  # and not far ahead

assert min(cosines) > 0.98

names = {2: "body mass", 4: "total cholesterol", 6: "HDL"}
for color, (feature, name) in enumerate(names.items()):
    plt.plot(
        steps, [w[feature] for w in stopped], f"C{color}", label=name
    )
    plt.plot(steps, [w[feature] for w in penalized], f"C{color}--")
plt.plot([], [], "gray", label="stopped after t steps")
plt.plot([], [], "gray", ls="--", label="ridge, 1 / (rate × t)")
plt.xscale("log")
plt.ylim(-0.7, 0.4)
plt.title("Stopping early traces the path of ridge")
plt.xlabel("steps t of gradient descent")
plt.ylabel("weight")
plt.legend(loc="lower left")
plt.show()
