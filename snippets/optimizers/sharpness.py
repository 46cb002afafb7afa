# --8<-- [start:idea]
import torch


def sharpness(
    loss: torch.Tensor, params: list[torch.Tensor], n_steps: int = 20
) -> float:
    """Largest eigenvalue, in size, of the Hessian of a scalar loss.

    Power iteration: each step costs about one backward pass."""
    gradient = torch.autograd.grad(loss, params, create_graph=True)
    vector = [torch.randn_like(param) for param in params]
    for _ in range(n_steps):
        length = sum(part.square().sum() for part in vector).sqrt()
        unit = [part / length for part in vector]
        vector = torch.autograd.grad(
            gradient, params, unit, retain_graph=True
        )
    products = [p * v for p, v in zip(vector, unit, strict=True)]
    return sum(product.sum() for product in products).item()


# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
W = torch.randn(9).double().requires_grad_()
H = torch.autograd.functional.hessian(lambda W: W.exp().sum() ** 2, W)
exact = torch.linalg.eigvalsh(H)[-1]
found = sharpness(W.exp().sum() ** 2, [W], n_steps=400)
print(f"a small loss: {found:.3f}, its full Hessian: {exact:.3f}")
assert abs(found / exact - 1) < 1e-6

X, y = load_digits(return_X_y=True)
X = torch.tensor(X - X.mean(axis=0)) / 8  # float64
targets = nn.functional.one_hot(torch.tensor(y)).double()
print("rate x sharpness  at start  end  loss x   (n = 5)")
for lr, color in ((0.8, "C0"), (1.1, "C1")):
    curves, falls = [], []
    for seed in range(5):
        torch.manual_seed(seed)
        rows = torch.randperm(len(X))[:100]
        W1 = torch.randn(64, 32).double() / 16
        W2 = torch.randn(32, 10).double() / 16
        params = [W1.requires_grad_(), W2.requires_grad_()]
        optimizer = torch.optim.SGD(params, lr)
        losses, curve = [], []
        for i in range(241):
            errors = (X[rows] @ W1).tanh() @ W2 - targets[rows]
            loss = errors.square().sum(dim=1).mean() / 2
            losses.append(loss.item())
            if i % 40 == 0:
                curve.append(lr * sharpness(loss, params))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        curves.append(curve)
        falls.append(losses[-1] / losses[0])
        plt.plot(range(0, 241, 40), curve, color)
    start, *_, end = torch.tensor(curves).T  # each (seed,)
    told = f"{start.mean():8.1f}  {end.mean():.1f}  {max(falls):6.2f}"
    print(f"rate {lr:<12} {told}")
    assert start.mean() < 1.8 and end.min() > 1.8 and end.max() < 2.6
    assert max(falls) < 0.25

plt.axhline(2, color="gray", linestyle="--")
plt.text(45, 1.3, "rate 0.8", color="C0")
plt.text(60, 2.95, "rate 1.1", color="C1")
plt.title("Sharpness climbs to 2 / rate and stays")
plt.xlabel("step of full-batch gradient descent (5 seeds)")
plt.ylabel("rate x sharpness")
plt.show()
# --8<-- [end:evidence]
