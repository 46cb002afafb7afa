import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import batch_norm, cross_entropy

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X = torch.tensor(X / 8 - 1)[:, None, ::2]
X, y = X.expand(-1, 32, -1), torch.tensor(y)[:, None].expand(-1, 32)
train, val, test = torch.randperm(len(X)).split([1000, 300, 497])
rates = [0.03, 0.3, 1, 3]  # times 8 seeds: 32 networks at once
lr = torch.tensor(rates).repeat_interleave(8)[:, None, None]


def accuracies(start, after):
    """Of validation and test, each of shape (rate, seed)."""
    weights = start.repeat(1, 4, 1, 1).requires_grad_()

    def logits(x):  # x (image, network, feature)
        for w in weights[:-1]:
            z = torch.einsum("bni,nio->bno", x, w)
            z = z.relu() if after else z
            x = batch_norm(z.flatten(1), None, None, training=True)
            x = x.view(z.shape) if after else x.view(z.shape).relu()
        w = weights[-1, :, :, :10]
        return torch.einsum("bni,nio->bno", x, w).mT

    for _ in range(150):
        i = train[torch.randint(len(train), (64,))]
        loss = cross_entropy(logits(X[i]), y[i]) * 32  # sum of losses
        weights.grad = None
        loss.backward()
        weights.data -= lr * weights.grad
    right = [
        (logits(X[i]).argmax(1) == y[i]).float() for i in (val, test)
    ]
    return [r.mean(0).view(4, 8) for r in right]


print("test accuracy         before   after   after - before")
for depth in (2, 6):
    start = torch.randn(depth + 1, 8, 32, 32).double()
    start *= (2 / 32) ** 0.5  # He's
    runs = [accuracies(start, after) for after in (False, True)]
    small = [test[0] for _, test in runs]
    tuned = [test[val.mean(1).argmax()] for val, test in runs]
    for k, pair in enumerate((small, tuned)):
        gap = pair[1] - pair[0]
        means = "     ".join(f"{right.mean():.2f}" for right in pair)
        name = f"{depth} layers, {('rate 0.03', 'best rate')[k]}"
        error = gap.std() / 8**0.5
        print(f"{name}   {means}   {gap.mean():.2f} ± {error:.3f}")
        plt.plot(gap, [f"{name[:8]},\n{name[10:]}"] * 8, f"C{1 - k}o")
        if k == 0:
            assert gap.mean() > 0.01
        else:
            assert gap.mean().abs() < 0.035

plt.axvline(0, color="gray", lw=0.8)
plt.title("Before or after: the rate decides")
plt.xlabel("test accuracy, after minus before; 8 seeds")
plt.show()
