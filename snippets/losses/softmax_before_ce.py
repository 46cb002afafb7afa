import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

floor = F.cross_entropy(torch.eye(10), torch.arange(10))  # all right
assert floor.isclose(torch.tensor(torch.e + 9).log() - 1)
print(f"softmax, right  loss {floor:.4f}")
z = (10 * torch.eye(10)[:1]).requires_grad_()  # the true class is 1
for name, out in ("softmax", z.softmax(1)), ("logits ", z):
    loss = F.cross_entropy(out, torch.tensor([1]))
    (gradient,) = torch.autograd.grad(loss, z)
    print(f"{name}, wrong  loss {loss:.4f}  slope {gradient[0, 1]:.5f}")

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64
rows = torch.rand(8, len(X)).argsort(1)  # 8 splits, 8 starts
start_W = torch.randn(8, 64, 32).double() / 8
start_V = torch.randn(8, 32, 10).double() / 6


def train(optimizer, lr, softmax):
    """Train 8 networks side by side; they share no weights."""
    W = start_W.clone().requires_grad_()
    V = start_V.clone().requires_grad_()
    optimizer = optimizer([W, V], lr=lr)
    curve = []
    for _ in range(12):  # epochs
        for batch in rows[:, :1000].split(100, 1):
            out = torch.relu(X[batch] @ W) @ V  # (8, 100, 10)
            out = out.softmax(2) if softmax else out
            loss = F.cross_entropy(out.mT, y[batch], reduction="none")
            optimizer.zero_grad()
            loss.mean(1).sum().backward()  # each its own mean
            optimizer.step()
        curve.append(loss.detach().mean(1))
    rest = rows[:, 1000:]
    guess = (torch.relu(X[rest] @ W) @ V).argmax(2)
    val, test = (guess == y[rest]).double().split([300, 497], 1)
    lost = (F.one_hot(guess, 10).sum(1) == 0).any(1).double()
    return val.mean(1), test.mean(1), lost, torch.stack(curve, 1)


print("8 runs, rate tuned  mean  worst  best  lost a class  last loss")
tests, never = [], []
for optimizer, rates in (
    (torch.optim.SGD, (0.3, 1, 3, 10)),
    (torch.optim.Adam, (0.003, 0.01, 0.03, 0.1)),
):
    for name, color in ("logits", "C2"), ("softmax", "C4"):
        runs = [train(optimizer, lr, name == "softmax") for lr in rates]
        val, *runs = map(torch.stack, zip(*runs, strict=True))
        best = val.argmax(0), range(8)  # a rate for each run
        acc, lost, curve = (part[best] for part in runs)
        print(
            f"{optimizer.__name__:6} {name:12} {acc.mean():.2f}"
            f"   {acc.min():.2f}  {acc.max():.2f}"
            f"  {lost.mean():12.1f}  {curve[:, -1].mean():9.2f}"
        )
        tests.append(acc)
        never.append(lost.any())
        if optimizer is torch.optim.Adam:
            plt.plot(range(1, 13), curve.T, color, lw=0.8)
            plt.plot([], color, label=f"{name} into the loss, 8 runs")
    assert tests[-1].min() < tests[-2].min() and (curve > floor).all()
assert torch.stack(tests[::2]).mean() > torch.stack(tests[1::2]).mean()
assert not any(never[::2]) and any(never[1::2])

plt.axhline(floor, color="gray", ls="--", label=f"floor {floor:.2f}")
plt.title("A second softmax holds the loss up (Adam)")
plt.xlabel("epoch")
plt.ylabel("training loss (nats)")
plt.legend(loc=(0.42, 0.3))
plt.show()
