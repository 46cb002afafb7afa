# --8<-- [start:idea]
import torch


def adagrad(w, grad, total, lr=0.01, eps=1e-10):
    """One step, in place; `total` starts at 0, shaped like `w`."""
    total += grad**2
    w -= lr * grad / (total.sqrt() + eps)


def rmsprop(w, grad, average, lr=0.01, alpha=0.99, eps=1e-8):
    """One step, in place; `average` starts at 0, shaped like `w`."""
    average.lerp_(grad**2, 1 - alpha)
    w -= lr * grad / (average.sqrt() + eps)


slopes = torch.tensor([1.0, 1e6])
for update in (adagrad, rmsprop):
    w, state = torch.zeros(2), torch.zeros(2)
    for _ in range(100):
        update(w, slopes, state)
    print(f"{update.__name__}: after 100 steps {-w}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

torch.manual_seed(0)
grads = torch.randn(2000, 3, dtype=torch.float64)  # noise, and two
grads[:, 1:] = slopes  # even slopes, all a hundred times
grads[500:] /= 100  # flatter after 500 steps

times = torch.tensor([1, 500, 501, 2000])
print("step / rate at   ", *(f"{t:7}" for t in times))
for own, theirs, color in (
    (adagrad, torch.optim.Adagrad, "C4"),
    (rmsprop, torch.optim.RMSprop, "C3"),
):
    w, state = torch.zeros(2, 3).double()
    p = torch.zeros_like(w)
    optimizer, path = theirs([p], lr=1), [w.clone()]
    for grad in grads:
        p.grad = grad
        optimizer.step()
        own(w, grad, state, lr=1)
        path.append(w.clone())
        assert torch.allclose(w, p, rtol=1e-9, atol=1e-12)
    _, gentle, steep = -torch.stack(path).diff(dim=0).T
    for name, steps in (("1", gentle), ("1e6", steep)):
        row = [f"{step:7.4f}" for step in steps[times - 1]]
        print(f"{own.__name__}, slope {name:3}", *row)
    assert torch.allclose(gentle, steep, rtol=1e-4)
    plt.semilogy(gentle[::10], color, label=own.__name__)

plt.title("Adagrad never forgets, RMSProp does")
plt.xticks([0, 50, 100, 150, 200], [0, 500, 1000, 1500, 2000])
plt.xlabel("step (the gradient drops to 1/100 at 500)")
plt.ylabel("step / learning rate")
plt.legend(loc="center right")
plt.show()
# --8<-- [end:evidence]
