import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


def run(kind, lr, epochs):
    """Five networks: ratios (layer, network), validation accuracies."""
    torch.manual_seed(0)  # the same five starts for all
    shapes = (64, 64), (64, 64), (64, 10)
    weights = [torch.randn(5, n, m) * (2 / n) ** 0.5 for n, m in shapes]
    optimizer = kind([w.requires_grad_() for w in weights], lr=lr)

    def model(X):  # (batch, 64) -> logits (5, 10, batch)
        hidden = ((X @ weights[0]).relu() @ weights[1]).relu()
        return (hidden @ weights[2]).mT

    ratios = []
    for i in train.split(64) * epochs:
        loss = cross_entropy(model(X[i]), y[i].expand(5, -1))
        optimizer.zero_grad()
        (5 * loss).backward()  # so each network has its own mean loss
        old = [w.detach().clone() for w in weights]
        optimizer.step()
        for w, v in zip(weights, old, strict=True):
            step = (w.detach() - v).norm(dim=(1, 2))
            ratios.append(step / v.norm(dim=(1, 2)))
    right = (model(X[val]).argmax(1) == y[val]).float().mean(1)
    return torch.stack(ratios).view(-1, 3, 5).median(0).values, right


best = []
print("     epochs      rate   ratio in layers 1, 2, 3    accuracy")
sgd, adam = (
    (0.015, 0.05, 0.15, 0.5, 1.5),
    (3e-4, 1e-3, 4e-3, 16e-3, 64e-3),
)
for name, rates, color in ("SGD", sgd, "C0"), ("Adam", adam, "C2"):
    kind = getattr(torch.optim, name)
    runs = [run(kind, lr, 4) for lr in rates]
    k = max(range(5), key=lambda k: runs[k][1].mean())
    long = run(kind, rates[0], 20)
    shown = (0, 4, *runs[0]), (k, 4, *runs[k]), (0, 20, *long)
    for i, epochs, ratio, right in shown:
        layers = "   ".join(f"{r:.4f}" for r in ratio.mean(1))
        print(f"{name:6}{epochs:5}{rates[i]:10.4f}   {layers}", end="")
        print(f"{right.mean():11.2f}")
    assert 5e-4 < runs[0][0].mean() < 2e-3 and runs[0][1].max() < 0.75
    assert 4e-3 < runs[k][0].mean() < 0.1 and runs[k][1].min() > 0.8
    assert long[0].mean() < 2e-3 and long[1].min() > 0.75
    best.append(rates[k] / runs[k][0].mean())
    for j in range(5):  # a network that diverged (< 0.3) is not drawn
        dots = [
            (r[0].mean(0)[j], r[1][j]) for r in runs if r[1][j] > 0.3
        ]
        plt.plot(*zip(*dots, strict=True), color)
    plt.plot(long[0].mean(0), long[1], color + "o")
    plt.plot([], color, label=f"{name}, 5 seeds")
assert best[0] > 2 * best[1]  # rates differ more than ratios do

plt.plot([], "o", color="gray", label="20 epochs, lowest rate")
plt.xscale("log")
plt.title("In 4 epochs, updates of 0.1 % are too small")
plt.xlabel("length of update / length of weights")
plt.ylabel("validation accuracy")
plt.legend(loc="lower right")
plt.show()
