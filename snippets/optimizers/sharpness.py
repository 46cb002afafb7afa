import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn


def sharpness(
    loss: torch.Tensor, params: list[torch.Tensor], n_steps: int = 20
) -> float:
    """Largest eigenvalue, in size, of the Hessian of a scalar loss.

    Power iteration: n_steps products of Hessian and vector, at the
    cost of about one backward pass each. More steps come closer.
    """
    gradient = torch.autograd.grad(loss, params, create_graph=True)
    vector = [torch.randn_like(param) for param in params]
    for _ in range(n_steps):
        length = sum(part.square().sum() for part in vector).sqrt()
        vector = [part / length for part in vector]
        product = torch.autograd.grad(
            gradient, params, vector, retain_graph=True
        )
        pairs = zip(product, vector, strict=True)
        eigenvalue = sum((p * v).sum() for p, v in pairs)
        vector = product
    return eigenvalue.item()


torch.manual_seed(0)
W = torch.randn(9).double().requires_grad_()
H = torch.autograd.functional.hessian(lambda W: W.exp().sum() ** 2, W)
found = sharpness(W.exp().sum() ** 2, [W], n_steps=400)
assert abs(found / torch.linalg.eigvalsh(H)[-1] - 1) < 1e-6
print(f"a small loss: sharpness {found:.3g}, as its full Hessian")

images, digits = load_digits(return_X_y=True)
images = torch.tensor(images - images.mean(axis=0)) / 8  # float64
targets = nn.functional.one_hot(torch.tensor(digits)).double()
n_seeds, n_steps, every = 5, 240, 40
print("rate x sharpness  at start  end  loss x")
for lr, color in (0.8, "C0"), (1.1, "C1"):
    product = torch.zeros(n_seeds, n_steps // every + 1)
    falls = []
    for seed in range(n_seeds):
        torch.manual_seed(seed)
        rows = torch.randperm(len(images))[:100]
        W1 = (torch.randn(64, 32).double() / 16).requires_grad_()
        W2 = (torch.randn(32, 10).double() / 16).requires_grad_()
        optimizer = torch.optim.SGD([W1, W2], lr)
        losses = []
        for i in range(n_steps + 1):
            errors = (images[rows] @ W1).tanh() @ W2 - targets[rows]
            loss = errors.square().sum(dim=1).mean() / 2
            losses.append(loss.item())
            if i % every == 0:
                value = sharpness(loss, [W1, W2])
                product[seed, i // every] = lr * value
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        falls.append(losses[-1] / losses[0])
    start, end = product[:, 0], product[:, -1]
    means = f"{start.mean():8.1f}  {end.mean():3.1f}"
    print(f"rate {lr:<12} {means}  {max(falls):6.2f}")
    assert start.mean() < 1.8 and product[:, 1:].max() > 2.1
    assert end.min() > 1.8 and end.max() < 2.6 and max(falls) < 0.25
    plt.plot(range(0, n_steps + 1, every), product.T, color, lw=1)
    plt.plot([], color=color, label=f"rate {lr}")

plt.axhline(2, color="gray", linestyle="--")
plt.title("Sharpness climbs to 2 / rate and stays")
plt.xlabel("step of full-batch gradient descent (5 seeds)")
plt.ylabel("rate x sharpness")
plt.legend(loc="lower right")
plt.show()
