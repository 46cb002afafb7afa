# --8<-- [start:idea]
import torch
from sklearn.datasets import load_diabetes
from torch.linalg import solve

X, y = load_diabetes(return_X_y=True)  # 442 patients, 10 features
X, y = torch.tensor(X), torch.tensor(y)
X, y = (X - X.mean(0)) / X.std(0), (y - y.mean()) / y.std()
A, b, eye = X.T @ X / len(X), X.T @ y / len(X), torch.eye(10).double()
w, lr = torch.zeros(10).double(), 0.1
print("steps   penalty   cosine   lengths: stopped, ridge")
stopped, penalized = {}, {}
for step in range(1, 1001):
    w = w - lr * (A @ w - b)  # the gradient of half the mean square
    if step in (1, 3, 10, 30, 100, 300, 1000):
        ridge = solve(A + 1 / (lr * step) * eye, b)
        stopped[step], penalized[step] = w, ridge
        cosine = torch.cosine_similarity(w, ridge, dim=0)
        print(f"{step:5} {1 / (lr * step):9.2f} {cosine:8.3f}", end="")
        print(f"{w.norm():19.2f} {ridge.norm():6.2f}")
        assert cosine > 0.99 and w.norm() > ridge.norm()
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

# Along each axis: the share of the least-squares weight
curvature, V = torch.linalg.eigh(A)
full = solve(A, b)
largest = 0
for t, w in stopped.items():
    share = 1 - (1 - lr * curvature) ** t
    share_ridge = curvature / (curvature + 1 / (lr * t))
    torch.testing.assert_close(V.T @ w, share * (V.T @ full))
    of_ridge = V.T @ penalized[t]
    torch.testing.assert_close(of_ridge, share_ridge * (V.T @ full))
    assert (share >= share_ridge).all()  # never behind ridge
    largest = max(largest, (share - share_ridge).max())
print(f"the shares differ by at most {largest:.2f}")
assert largest < 0.25

names = {2: "body mass", 4: "total cholesterol", 6: "HDL"}
steps = list(stopped)
for color, (k, name) in enumerate(names.items()):
    weights = [w[k] for w in stopped.values()]
    plt.plot(steps, weights, f"C{color}", label=name)
    weights = [w[k] for w in penalized.values()]
    plt.plot(steps, weights, f"C{color}--")
plt.plot([], [], "gray", label="stopped after t steps")
plt.plot([], [], "gray", ls="--", label="ridge, 1 / (rate × t)")
plt.xscale("log")
plt.ylim(-0.7, 0.4)
plt.title("Stopping early traces the path of ridge")
plt.xlabel("steps t of gradient descent")
plt.ylabel("weight")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
