# --8<-- [start:idea]
import torch

torch.manual_seed(0)
X, y = torch.randn(100, 10), torch.randn(100)
start, lr, decay, lengths = torch.randn(10), 0.3, 0.1, []

for how in ("in the loss", "by the optimizer", "by hand"):
    w = start.clone().requires_grad_()
    wd = decay if how == "by the optimizer" else 0
    optimizer = torch.optim.SGD([w], lr=lr, weight_decay=wd)
    for _ in range(20):
        loss = (X @ w - y).square().mean() / 2
        if how == "in the loss":
            loss = loss + decay / 2 * w.square().sum()
        optimizer.zero_grad()
        loss.backward()
        if how == "by hand":
            with torch.no_grad():
                w *= 1 - lr * decay
        optimizer.step()
    lengths.append(w.norm().item())
    print(f"decay {how:16} length {lengths[-1]:.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_diabetes

assert max(lengths) - min(lengths) < 1e-5
X, y = load_diabetes(return_X_y=True)  # the features are centered
X, y = torch.tensor(X * 442**0.5), torch.tensor(y)
# Directions v of the features, and how far the data spread in each
_, s, directions = torch.linalg.svd(X / 442**0.5)
free = torch.linalg.lstsq(X, y[:, None]).solution[:, 0]
spread = torch.logspace(-2.3, 0.8, 30)
print("decay  what is left of the weights, in all 10 directions")
for k, decay in enumerate((0.02, 0.1, 1)):
    w = torch.zeros(10).double().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=0.3, weight_decay=decay)
    for _ in range(2000):
        optimizer.zero_grad()
        loss = (X @ w - y).square().mean() / 2
        loss.backward()
        optimizer.step()
    left = ((directions @ w) / (directions @ free)).detach()
    assert (left - s**2 / (s**2 + decay)).abs().max() < 1e-4
    print(f"{decay:<6}" + "".join(f"{part:5.2f}" for part in left))
    plt.plot(spread, spread / (spread + decay), f"C{k}", lw=1)
    plt.plot(s**2, left, f"C{k}o", label=f"decay {decay}")
plt.xscale("log")
plt.title("Decay shrinks where the data say little")
plt.xlabel("variance of the data in a direction, s²")
plt.ylabel("share of the weight that is left")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
