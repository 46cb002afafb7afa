import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn


def lion(w, grad, state, lr):
    """Sign of a momentum: every weight moves by exactly lr."""
    momentum = state.setdefault("momentum", torch.zeros_like(w))
    w -= lr * torch.sign(0.9 * momentum + 0.1 * grad)
    momentum.lerp_(grad, 0.01)


def muon(w, grad, state, lr):
    """Momentum of a matrix, its singular values brought near 1."""
    momentum = state.setdefault("momentum", torch.zeros_like(w))
    momentum.lerp_(grad, 0.05)
    step = grad.lerp(momentum, 0.95).bfloat16()
    rows, columns = w.shape
    step = (step.T if rows > columns else step) / step.norm()
    for _ in range(5):  # Newton-Schulz: a polynomial of the matrix
        gram = step @ step.T
        bend = torch.addmm(gram, gram, gram, beta=-4.775, alpha=2.0315)
        step = torch.addmm(step, bend, step, beta=3.4445)
    step = step.T if rows > columns else step
    w -= lr * max(1, rows / columns) ** 0.5 * step.to(w.dtype)


def schedule_free(w, grad, state, lr):
    """SGD on z; w, where the gradient is taken, leans to its mean."""
    z = state.setdefault("z", w.clone())
    mean = state.setdefault("mean", w.clone())  # evaluate here
    state["t"] = state.get("t", 0) + 1
    z -= lr * grad
    mean.lerp_(z, 1 / state["t"])
    w.copy_(z.lerp(mean, 0.9))


def adam(w, grad, state, lr):
    """PyTorch's, as the yardstick."""
    w.grad = grad
    state.setdefault("optimizer", torch.optim.Adam([w], lr)).step()


torch.manual_seed(0)
for shape in (20, 10), (10, 20):  # against PyTorch's Muon
    mine = torch.randn(shape).double()
    theirs, state = mine.clone().requires_grad_(), {}
    optimizer = torch.optim.Muon([theirs], lr=0.01, weight_decay=0)
    for _ in range(50):
        theirs.grad = torch.randn(shape).double()
        muon(mine, theirs.grad, state, 0.01)
        optimizer.step()
    assert torch.allclose(mine, theirs, rtol=0, atol=1e-10)
for update, expected in (lion, -2.0), (schedule_free, -5.4):
    w, state = torch.zeros(1), {}
    for i in range(24):  # 12 steps along a slope, 12 back
        update(w, torch.tensor([1.0 if i < 12 else -1.0]), state, 1)
    assert abs(w - expected) < 1e-4  # -5.4 is 0.1 * 0 + 0.9 * -6

images, digits = load_digits(return_X_y=True)
images, digits = torch.tensor(images).float() / 16, torch.tensor(digits)
grids = {
    adam: (0.003, 0.01, 0.03, 0.1),
    lion: (0.001, 0.003, 0.01, 0.03),
    muon: (0.01, 0.03, 0.1, 0.3),
    schedule_free: (0.3, 1, 3, 10),
}
print("test accuracy, mean and spread over 5 seeds")
for update, rates in grids.items():
    validation, test = torch.zeros(2, len(rates), 5)  # (rate, seed)
    for i, lr in enumerate(rates):
        for seed in range(5):
            torch.manual_seed(seed)
            rows = torch.randperm(len(images))
            X, y = images[rows], digits[rows]
            params = [torch.randn(64, 32) / 8, torch.randn(32, 10) / 6]
            states = [{}, {}]
            for _ in range(60):
                batch = torch.randint(1000, (64,))
                W1, W2 = [w.requires_grad_() for w in params]
                logits = (X[batch] @ W1).relu() @ W2
                loss = nn.functional.cross_entropy(logits, y[batch])
                grads = torch.autograd.grad(loss, params)
                with torch.no_grad():
                    for k in range(2):
                        update(params[k], grads[k], states[k], lr)
            if update is schedule_free:
                W1, W2 = [state["mean"] for state in states]
            right = ((X @ W1).relu() @ W2).argmax(dim=1) == y
            validation[i, seed] = right[1000:1300].float().mean()
            test[i, seed] = right[1300:].float().mean()
    best = test[validation.mean(dim=1).argmax()]  # rate, not seed
    print(f"{update.__name__:13} {best.mean():.2f} +- {best.std():.2f}")
    assert 0.91 < best.mean() < 0.98
    plt.plot(best, [update.__name__] * 5, "C0o", alpha=0.5)

plt.title("Four updates, each at its best rate")
plt.xticks([0.93, 0.94, 0.95, 0.96, 0.97])
plt.xlabel("test accuracy (5 seeds)")
plt.show()
