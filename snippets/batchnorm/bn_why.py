import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import batch_norm, cross_entropy

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X = torch.tensor(X / 8 - 1, dtype=torch.float32)[:, None, ::2]
X, y = X.expand(-1, 15, -1), torch.tensor(y)[:, None].expand(-1, 15)
# 3 rates times 5 seeds train at once; 10 layers, then the output
lr = torch.tensor([0.03, 0.1, 0.3]).repeat_interleave(5)
start = torch.randn(11, 5, 32, 32) * (2 / 32) ** 0.5  # He's


def forward(weights, x, norm, shift):  # x (image, network, feature)
    means = []
    for w in weights[:-1]:
        z = torch.einsum("bni,nio->bno", x, w)
        if norm:
            z = batch_norm(z.flatten(1), None, None, training=True)
            z = z.view(x.shape)
        if shift:  # each unit is stretched and moved, each step anew
            noise = torch.rand(2, 15, 32)
            z = z * (1 + noise[0] / 4) + shift * (2 * noise[1] - 1)
        means.append((z.mean(0) / z.std(0)).detach())
        x = z.relu()
    logits = torch.einsum("bni,nio->bno", x, weights[-1, :, :, :10])
    return logits.mT, torch.stack(means)  # means (layer, network, unit)


found = []
print("training accuracy at rate 0.03  0.1   0.3   unit means move")
for norm, shift, name in (
    (False, 0, "no batch norm"),
    (True, 0, "batch norm"),
    (True, 0.75, "batch norm, then noise"),
):
    weights, means = start.repeat(1, 3, 1, 1).requires_grad_(), []
    for _ in range(120):
        i = torch.randint(len(X), (64,))
        logits, mean = forward(weights, X[i], norm, shift)
        loss = cross_entropy(logits, y[i]) * 15  # the sum of 15 losses
        weights.grad = None
        loss.backward()
        weights.data -= lr[:, None, None] * weights.grad
        means.append(mean)
    logits = forward(weights, X, norm, shift)[0]
    right = (logits.argmax(1) == y).float().mean(0).view(3, 5)
    moved = torch.stack(means).diff(dim=0).abs().mean((0, 1, 3))
    rate = right.mean(1).argmax()  # each with its own rate
    found.append((right[rate], moved.view(3, 5)[rate]))
    cells = "  ".join(f"{number:.1f} " for number in right.mean(1))
    print(f"{name:25} {cells}  {found[-1][1].mean():.2f}")
    plt.plot(*found[-1][::-1], "o", label=name)
(plain, plain_move), (_, still), (noisy, noisy_move) = found
assert still.max() < 1e-5 and noisy.mean() > plain.mean() + 0.05
assert noisy_move.mean() > 1.2 * plain_move.mean()

plt.title("The inputs shift more, and it still trains")
plt.xlabel("move of a unit's mean in one step [std. dev.]")
plt.ylabel("training accuracy, 5 seeds")
plt.legend(loc="center left")
plt.show()
