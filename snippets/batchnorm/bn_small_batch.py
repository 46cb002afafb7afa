import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

images = torch.tensor(load_digits().images, dtype=torch.float32)
sizes = [2, 4, 8, 16, 32, 64, 128]
n_batches = 20


def batch_noise(norm, features, wanted, n):
    """RMS difference between outputs of batches of n and `wanted`."""
    errors = []
    for _ in range(n_batches):
        i = torch.randperm(len(features))[:n]
        errors.append(norm(features[i]) - wanted[i])
    return torch.stack(errors).square().mean().sqrt().item()


names = "BatchNorm1d", "BatchNorm2d", "GroupNorm"
noise = torch.empty(3, 5, len(sizes))  # (norm, seed, batch size)
for seed in range(5):
    torch.manual_seed(seed)
    flat = nn.Linear(64, 16)(images.flatten(1)).detach()
    maps = nn.Conv2d(1, 16, 3)(images[:, None]).detach()
    for i, norm, features in (
        (0, nn.BatchNorm1d(16, affine=False), flat),
        (1, nn.BatchNorm2d(16, affine=False), maps),
        (2, nn.GroupNorm(4, 16, affine=False), maps),
    ):
        wanted = norm(features)  # statistics of all images
        for j, n in enumerate(sizes):
            noise[i, seed, j] = batch_noise(norm, features, wanted, n)

mean = noise.mean(1)
print(f"{n_batches} batches of ", *names)
for n, row in zip(sizes, mean.T.tolist(), strict=True):
    print(f"{n:13}  {row[0]:11.2f} {row[1]:11.2f} {row[2]:9.2f}")
shrink = mean[:2, 1] / mean[:2, 5]
print("from 4 to 64: divided by", *[f"{s:.1f}" for s in shrink])
assert (shrink > 3).all() and (shrink < 5).all()  # sqrt(16) = 4
assert mean[2].max() < 1e-5

# two rows without pixels: the order is all that is left
x = torch.tensor([[3.0, 5.0], [4.0, 50.0]], requires_grad=True)
outputs = nn.BatchNorm1d(2)(x)
outputs[1].sum().backward()
print(x.tolist(), "becomes", outputs.round().tolist())
print(f"and its largest gradient is {x.grad.abs().max():.0e}")
assert x.grad.abs().max() < 1e-3

for i, name in enumerate(names):
    plt.semilogx(sizes, noise[i].T, f"C{i}", base=2, lw=0.8)
    plt.plot([], f"C{i}", label=f"{name}, 5 seeds")
plt.xticks(sizes, sizes)
plt.title("Small batches make batch norm noisy")
plt.xlabel("batch size")
plt.ylabel("RMS error of the outputs (scale 1)")
plt.legend(loc="upper right")
plt.show()
