import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

digits = load_digits()
X = torch.tensor(digits.data, dtype=torch.float32) / 16
y = torch.tensor(digits.target)


def train(lr, batch_size, epochs=8):
    """Five networks; what they get right, (5, 773) held out."""
    torch.manual_seed(0)  # the same splits and starts for all
    rows = torch.rand(5, len(X)).argsort()
    rows, rest = rows.split([1024, 773], dim=1)
    W = [torch.randn(5, n, m) / n**0.5 for n, m in ((64, 32), (32, 10))]
    b = [torch.zeros(5, 1, m) for m in (32, 10)]

    def forward(x):  # (5, batch, 64) -> logits (5, batch, 10)
        hidden = torch.baddbmm(b[0], x, W[0]).relu()
        return torch.baddbmm(b[1], hidden, W[1])

    params = [p.requires_grad_() for p in W + b]
    optimizer = torch.optim.SGD(params, lr=lr)
    for batch in rows.split(batch_size, dim=1) * epochs:
        loss = F.cross_entropy(forward(X[batch]).mT, y[batch])
        optimizer.zero_grad()
        (5 * loss).backward()  # so each network has its own mean loss
        optimizer.step()
    return (forward(X[rest]).argmax(dim=2) == y[rest]).float()


sizes = [32, 128, 512]
rates = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2]
runs = [torch.stack([train(lr, n) for lr in rates]) for n in sizes]
val, test = torch.stack(runs).split([300, 473], dim=3)
test = test.mean(dim=3)  # (size, rate, network)
best = val.mean(dim=(2, 3)).argmax(dim=1)  # a rate per size

print("batch                 32        128        512")
print("steps        " + "".join(f"{8 * 1024 // n:11}" for n in sizes))
picks = {"rate fixed": [0, 0, 0], "x root(size)": [0, 1, 2]}
picks |= {"x size": [0, 2, 4], "rate tuned": best}
means = []
for name, pick in picks.items():
    means.append(test[range(3), pick].mean(dim=1))
    pairs = zip(pick, means[-1], strict=True)
    row = [f"{acc:.2f} ({rates[k]:g})" for k, acc in pairs]
    print(f"{name:13}" + "".join(f"{cell:>11}" for cell in row))
fixed, root, scaled, tuned = means
assert fixed[1] < fixed[0] - 0.08 and fixed[2] < fixed[1] - 0.2
assert abs(scaled[1] - scaled[0]) < 0.05 and root[2] > fixed[2] + 0.25
assert scaled[2] < tuned[2] - 0.1 and tuned[2] < tuned[0] - 0.1

fig, axs = plt.subplots(2, sharey=True, figsize=(5.2, 6.4))
for i, (size, color) in enumerate(
    zip(sizes, ("C0", "C4", "C5"), strict=True)
):
    for ax, part in zip(axs, (1, size), strict=True):
        x = [lr / part for lr in rates]
        ax.plot(x, test[i], color, lw=0.5)
        mean = test[i].mean(dim=1)
        ax.plot(x, mean, f"{color}.-", lw=2, label=f"{size}")
axs[0].set(xscale="log", xlabel="rate", ylabel="test accuracy")
axs[1].set(xscale="log", xlabel="rate / batch size")
axs[1].set(ylabel="test accuracy")
axs[0].set_title("Larger batches need larger rates")
axs[1].set_title("Per example they agree, until a limit")
axs[0].set(ylim=(0, 1.35), yticks=(0, 0.5, 1))
axs[0].legend(loc="upper center", ncols=3, title="batch size")
plt.show()
