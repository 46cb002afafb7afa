import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[:256]).float() / 16, torch.tensor(y[:256])
targets = F.one_hot(y, 10).float()

# Softmax regression, logits = X @ W: one gradient per image
W = torch.zeros(64, 10, requires_grad=True)
F.cross_entropy(X @ W, y).backward()
errors = (X @ W.detach()).softmax(dim=1) - targets
grads = X[:, :, None] * errors[:, None, :]  # (images, 64, 10)
full = grads.mean(dim=0)
assert torch.allclose(full, W.grad, atol=1e-6)


def train(B, steps, lr):  # lr: (rates,)
    """Loss (5 seeds, rates) on all images after `steps` batches."""
    W = torch.zeros(5, 64, len(lr), 10)
    order = torch.rand(20, 5, len(X)).argsort(dim=2)  # 20 passes
    for rows in torch.cat([*order], dim=1).split(B, dim=1)[:steps]:
        logits = torch.einsum("sbi,sirc->sbrc", X[rows], W)
        errors = logits.softmax(dim=-1) - targets[rows][:, :, None]
        grad = torch.einsum("sbi,sbrc->sirc", X[rows], errors) / B
        W -= lr[:, None] * grad
    log_probs = torch.einsum("bi,sirc->sbrc", X, W).log_softmax(dim=-1)
    return -(log_probs * targets[:, None]).sum(dim=-1).mean(dim=1)


torch.manual_seed(0)
sigma = (grads - full).square().sum(dim=(1, 2)).mean().sqrt()
lr = 2.0 ** torch.arange(-3, 6)  # 0.125 to 32
sizes, table = [1, 8, 64, 256], torch.zeros(4, 2, 5)
_, (top, bottom) = plt.subplots(2, figsize=(5.4, 5.8), sharex=True)
print("batch   noise   theory   loss: 20 steps   3 passes")
for i, B in enumerate(sizes):
    rows = torch.randint(len(X), (200, B))  # 200 batches
    batch = X[rows].mT @ errors[rows] / B  # (200, 64, 10)
    noise = (batch - full).square().sum(dim=(1, 2)).mean().sqrt()
    noise, theory = noise / full.norm(), sigma / full.norm() / B**0.5
    assert abs(noise / theory - 1) < 0.1
    top.loglog(B, noise, "o", color="C4")
    for j, steps in enumerate((20, 3 * len(X) // B)):
        losses = train(B, steps, lr)
        best = losses.mean(dim=0).argmin()  # each its own rate
        table[i, j] = losses[:, best]
    row = (noise, theory, *table[i].mean(dim=1))
    print("{:5} {:7.2f} {:8.2f} {:16.2f} {:10.2f}".format(B, *row))
mean = table.mean(dim=2)  # (batch sizes, budgets)
assert (mean[1:, 0] < 0.8 * mean[:-1, 0]).all()  # larger is better
assert (mean[:2, 1] < 0.25 * mean[3, 1]).all()  # smaller is better

line = [theory * 16, theory]  # from the last: 256 images
top.loglog([1, 256], line, color="gray", lw=0.8)
top.text(10, 2.6, "falls as 1 / sqrt(batch)", color="gray")
top.minorticks_off()
top.set_yticks([0.5, 1, 2, 5], ["0.5", "1", "2", "5"])
top.set(
    title="Noise falls slowly with the batch", ylabel="noise / gradient"
)
for j, name in enumerate(("20 steps", "3 passes")):
    color = ("C1", "C0")[j]
    bottom.loglog(sizes, table[:, j], ".", color=color, alpha=0.4)
    bottom.loglog(sizes, mean[:, j], color, label=name)
bottom.minorticks_off()
bottom.set_xticks(sizes, sizes)
bottom.set_yticks([0.1, 1], ["0.1", "1"])
bottom.set_title("Best batch: large per step, small per image")
bottom.set_xlabel("batch size (images)")
bottom.set_ylabel("training loss, rate tuned")
bottom.legend(loc="upper center")
plt.show()
