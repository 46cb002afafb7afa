import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import batch_norm, cross_entropy

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X = torch.tensor(X / 8 - 1, dtype=torch.float32)[:, None, ::2]
X, y = X.expand(-1, 30, -1), torch.tensor(y)[:, None].expand(-1, 30)
rates = [0.01, 0.03, 0.1, 0.3, 1, 3]  # times 5 seeds: 30 networks
lr = torch.tensor(rates).repeat_interleave(5)[:, None, None]
normal = torch.randn(7, 5, 32, 32)  # 6 hidden layers and the output
uniform = 2 * torch.rand(7, 5, 32, 32) - 1


def train(start, norm):
    weights = start.repeat(1, 6, 1, 1).requires_grad_()

    def logits(x):  # x (image, network, feature)
        for w in weights[:-1]:
            x = torch.einsum("bni,nio->bno", x, w)
            if norm:
                z = batch_norm(x.flatten(1), None, None, training=True)
                x = z.view(x.shape)
            x = x.relu()
        w = weights[-1, :, :, :10]
        return torch.einsum("bni,nio->bno", x, w).mT

    for _ in range(100):
        i = torch.randint(len(X), (64,))
        loss = cross_entropy(logits(X[i]), y[i]) * 30  # sum of losses
        weights.grad = None
        loss.backward()
        weights.data -= lr * weights.grad
    right = (logits(X).argmax(1) == y).float().mean(0)
    return right.view(6, 5)


plain, he = uniform / 32**0.5, normal * (2 / 32) ** 0.5
print("learning rate       " + "".join(f"{r:<6}" for r in rates))
found = {}
for name, start, norm in (
    ("PyTorch's start", plain, False),
    ("He's start", he, False),
    ("PyTorch's, BN", plain, True),
    ("He's, BN", he, True),
):
    right = train(start, norm)
    found[name] = mean = right.mean(1)
    print(f"{name:20}" + "".join(f"{m:<6.1f}" for m in mean))
    plt.plot(rates, mean, f"C{len(found) - 1}", label=name)
    low, high = right.aminmax(dim=1)
    color = f"C{len(found) - 1}"
    plt.fill_between(rates, low, high, color=color, alpha=0.2, lw=0)
neither, he, torch_bn, he_bn = found.values()
assert neither.max() < 0.35
assert 0.6 < he.max() < 0.88 and he[4:].max() < 0.3
assert torch_bn[1:].min() > 0.7
assert he_bn[2:].min() > 0.8 and he_bn[5] > he.max()

plt.title("Batch norm: more rates, and larger ones")
plt.xscale("log")
plt.xticks(rates, rates)
plt.xlabel("learning rate of SGD")
plt.ylabel("training accuracy, 5 seeds")
plt.ylim(0, 1.4)
plt.legend(loc="upper left", ncols=2)
plt.show()
