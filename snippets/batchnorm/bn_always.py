import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import batch_norm, cross_entropy

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X = torch.tensor(X / 8 - 1, dtype=torch.float32)[:, ::2]
y = torch.tensor(y)
lr = torch.tensor([0.03, 0.1, 0.3, 1]).repeat_interleave(8)
order = torch.stack([torch.randperm(len(X)) for _ in range(8)], 1)
order = order.repeat(1, 4)  # 4 rates times 8 ways to split the images
start = torch.randn(3, 8, 32, 32) * (2 / 32) ** 0.5  # He's


def accuracy(n, norm):
    """On test images, of 8 seeds, at the rate best in validation."""
    weights = start.repeat(1, 4, 1, 1).requires_grad_()
    means, variances = torch.zeros(2, 32 * 32), torch.ones(2, 32 * 32)

    def logits(i, training):  # i, and its images: (image, network)
        x = X[i]
        for k in range(2):
            z = torch.einsum("bni,nio->bno", x, weights[k])
            if norm:
                running = means[k], variances[k]
                z = batch_norm(
                    z.flatten(1), *running, training=training
                )
            x = z.view(x.shape).relu()
        last = weights[2, :, :, :10]
        return torch.einsum("bni,nio->bno", x, last).mT

    for _ in range(150):
        i = order[torch.randint(n, (32,))]
        loss = cross_entropy(logits(i, True), y[i]) * 32  # a sum
        weights.grad = None
        loss.backward()
        weights.data -= lr[:, None, None] * weights.grad
    val, test = (
        (logits(i, False).argmax(1) == y[i]).float().mean(0).view(4, 8)
        for i in (order[1000:1300], order[1300:])
    )
    return test[val.mean(1).argmax()]


gains, sizes = [], (100, 300, 1000)
print("training images   without   with   gain by batch norm")
for n in sizes:
    without, with_norm = accuracy(n, False), accuracy(n, True)
    gain = with_norm - without
    gains.append(gain)
    row = f"{n:<15}   {without.mean():.2f}      {with_norm.mean():.2f}"
    print(f"{row}   {gain.mean():.2f} ± {gain.std() / 8**0.5:.2f}")
    plt.plot([n] * 8, gain, "C0o", alpha=0.5)
few, more, many = (gain.mean() for gain in gains)
assert few.abs() < 0.04 and many > 0.01 and more + many > 2 * few

plt.plot(sizes, [gain.mean() for gain in gains], "C0")
plt.axhline(0, color="gray", lw=0.8)
plt.title("With few images, batch norm gains little")
plt.xscale("log")
plt.xticks(sizes, sizes)
plt.minorticks_off()
plt.xlabel("training images")
plt.ylabel("gain in accuracy, 8 seeds")
plt.show()
