# --8<-- [start:idea]
import torch

target = torch.tensor([1.0, -1.0]).repeat(32)  # 64 weights to learn


def steps_needed(h):
    """Steps of gradient descent until 10 % of the way is left."""
    curvature = h.T @ h / len(h)  # of half the mean squared error
    lr = 1 / torch.linalg.eigvalsh(curvature)[-1]  # 1 / steepest
    w, steps = torch.zeros(64), 0
    while (w - target).norm() > 0.1 * target.norm():
        w -= lr * curvature @ (w - target)  # all examples at once
        steps += 1
    return steps


torch.manual_seed(0)
h = torch.sigmoid(torch.randn(8192, 64))
print(f"sigmoid outputs, mean {h.mean():.2f}: {steps_needed(h)} steps")
print(f"the same, centered     : {steps_needed(h - 0.5)} steps")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def centered(z):
    return torch.sigmoid(z) - 0.5


def one_sign(grads):
    """Percentage of rows (n, weights) whose entries share a sign."""
    agree = (grads >= 0).all(1) | (grads <= 0).all(1)
    return 100 * agree.float().mean()


print("5 seeds    gradients of one sign      steps    predicted")
print("           1 example    64 averaged")
for f in (torch.sigmoid, torch.relu, centered, torch.tanh):
    table = torch.zeros(5, 4)  # (seed, column)
    for seed in range(5):
        torch.manual_seed(seed)
        h = f(torch.randn(8192, 64))
        grads = (h @ -target)[:, None] * h  # at w = 0, by example
        averaged = grads.view(128, 64, 64).mean(1)
        table[seed, 0] = one_sign(grads)
        table[seed, 1] = one_sign(averaged)
        table[seed, 2] = steps_needed(h)
        table[seed, 3] = 2.303 * (1 + 64 * h.mean() ** 2 / h.var())
    one, some, steps, predicted = table.mean(0)
    print(f"{f.__name__:8} {one:9.0f} % {some:12.0f} %", end="")
    print(f" {steps:11.0f} {predicted:11.0f}")
    if f in (torch.sigmoid, torch.relu):
        assert (table[:, 0] == 100).all() and (table[:, 1] < 50).all()
        assert ((table[:, 2] / table[:, 3] - 1).abs() < 0.15).all()
    else:
        assert (table[:, 0] == 0).all() and (table[:, 2] < 5).all()
# --8<-- [end:evidence]
# --8<-- [start:path]
for f, color in ((torch.sigmoid, "C1"), (centered, "C0")):
    torch.manual_seed(0)
    inputs, w = f(torch.randn(60, 2)), torch.zeros(2)
    lr = 0.5 / inputs.square().sum(1).mean()
    path = [w]
    for h in inputs:  # one example a step
        w = w - lr * (h @ (w - target[:2])) * h
        path.append(w)
    path = torch.stack(path)  # (61, 2)
    same = (path.diff(dim=0).prod(1) >= 0).float().mean()
    left = (w - target[:2]).norm()
    print(f"{f.__name__:8}  same way {same:4.0%}, {left:.2f} left")
    assert (same == 1) == (f is torch.sigmoid)
    label = f"{f.__name__} inputs"
    plt.plot(path[:, 0], path[:, 1], color, marker=".", label=label)
plt.plot(1, -1, "*", color="gray", ms=14, label="target")
plt.xlabel("first weight")
plt.ylabel("second weight")
plt.title("Positive inputs move both weights the same way")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:path]
