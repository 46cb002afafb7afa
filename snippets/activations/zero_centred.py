# --8<-- [start:signs]
import matplotlib.pyplot as plt
import torch


def centered(z):  # the sigmoid's shape and slope, but mean zero
    return torch.sigmoid(z) - 0.5


def one_sign(grads):  # (n, weights): percentage of unmixed rows
    agree = (grads >= 0).all(dim=1) | (grads <= 0).all(dim=1)
    return 100 * agree.float().mean()


target = torch.tensor([1.0, -1.0]).repeat(32)  # 64 weights to learn
print("inputs    one sign: 1 example, 64 averaged   steps")
for f in (torch.sigmoid, torch.relu, centered, torch.tanh):
    table = torch.zeros(5, 3)  # (seed, column)
    for seed in range(5):
        torch.manual_seed(seed)
        h, w = f(torch.randn(8192, 64)), torch.zeros(64)
        grads = (h @ (w - target))[:, None] * h  # (examples, weights)
        table[seed, 0] = one_sign(grads)
        table[seed, 1] = one_sign(grads.view(128, 64, 64).mean(dim=1))
        curvature = h.T @ h / len(h)
        lr = 1 / torch.linalg.eigvalsh(curvature)[-1]
        while (w - target).norm() > 0.1 * target.norm():
            w -= lr * curvature @ (w - target)  # all examples at once
            table[seed, 2] += 1
    one, some, steps = table.mean(dim=0)
    print(f"{f.__name__:8} {one:18.0f} % {some:11.0f} % {steps:7.0f}")
    positive = f in (torch.sigmoid, torch.relu)
    assert (table[:, 0] == 100 * positive).all()
    assert (table[:, 1] < 50).all()
    assert ((table[:, 2] > 50) == positive).all()
# --8<-- [end:signs]

# --8<-- [start:path]
for f, color in ((torch.sigmoid, "C1"), (centered, "C0")):
    torch.manual_seed(0)
    inputs, path = f(torch.randn(60, 2)), [torch.zeros(2)]
    lr = 0.5 / inputs.square().sum(dim=1).mean()
    for h in inputs:  # one example a step
        error = h @ (path[-1] - target[:2])
        path.append(path[-1] - lr * error * h)
    steps = torch.stack(path).diff(dim=0)  # (60, 2)
    same = (steps.prod(dim=1) >= 0).float().mean()
    far = (path[-1] - target[:2]).norm()
    print(f"{f.__name__:8} same way: {same:4.0%} of the steps", end="")
    print(f"   distance left: {far:.2f}")
    assert same == 1 if f is torch.sigmoid else 0.2 < same < 0.8
    label = f"{f.__name__} inputs"
    plt.plot(*torch.stack(path).T, color, marker=".", label=label)
plt.plot(1, -1, "*", color="gray", ms=14, label="target")
plt.axis("equal")
plt.xlabel("first weight")
plt.ylabel("second weight")
plt.title("Positive inputs move both weights the same way")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:path]
