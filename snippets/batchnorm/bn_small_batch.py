# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
images = torch.tensor(load_digits().images).float()[:, None]
maps = nn.Conv2d(1, 16, 3)(images).detach()  # (1797, 16, 6, 6)
flat = nn.Linear(64, 16)(images.flatten(1)).detach()  # (1797, 16)


def noise(norm, features, n):
    """RMS error of the outputs of 20 batches of n."""
    wanted = norm(features)  # with the statistics of all images
    batches = [torch.randperm(len(features))[:n] for _ in range(20)]
    errors = [norm(features[i]) - wanted[i] for i in batches]
    return torch.stack(errors).square().mean().sqrt()


print("batch  BatchNorm1d  BatchNorm2d")
for n in (2, 8, 32, 128):
    after_linear = noise(nn.BatchNorm1d(16, affine=False), flat, n)
    after_conv = noise(nn.BatchNorm2d(16, affine=False), maps, n)
    print(f"{n:5} {after_linear:12.2f} {after_conv:12.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

sizes = [2, 4, 8, 16, 32, 64, 128]
means = {}
for color, name, norm, features in (
    ("C0", "BatchNorm1d", nn.BatchNorm1d(16, affine=False), flat),
    ("C1", "BatchNorm2d", nn.BatchNorm2d(16, affine=False), maps),
    ("C2", "GroupNorm", nn.GroupNorm(4, 16, affine=False), maps),
):
    runs = [[noise(norm, features, n) for n in sizes] for _ in range(5)]
    errors = torch.tensor(runs)  # (run, size)
    means[name] = errors.mean(0)
    at_4, at_64 = means[name][[1, 5]]
    print(f"{name:11} at 4: {at_4:.2f}  at 64: {at_64:.2f}")
    if name == "GroupNorm":
        assert errors.max() < 1e-5  # each image by itself
    else:
        assert 3 < at_4 / at_64 < 5  # the root of 16
    plt.plot(sizes, errors.T, color, lw=0.8)
    plt.plot([], color, label=f"{name}, 5 draws")
assert (means["BatchNorm1d"] > 3 * means["BatchNorm2d"]).all()
plt.xscale("log", base=2)
plt.xticks(sizes, sizes)
plt.title("Small batches make batch norm noisy")
plt.xlabel("batch size")
plt.ylabel("RMS error of the outputs (scale 1)")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
