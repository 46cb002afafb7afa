# --8<-- [start:idea]
from itertools import pairwise

import torch
from torch import nn

torch.manual_seed(0)


def generator(widths, n=4, norm=nn.BatchNorm2d):
    layers = [nn.ConvTranspose2d(*widths[:2], n)]  # 1 to n pixels
    for a, b in pairwise(widths[1:]):
        layers += [
            norm(a),
            nn.ReLU(),
            nn.ConvTranspose2d(a, b, 4, 2, 1),
        ]
    return nn.Sequential(*layers, nn.Tanh())


def discriminator(widths, n=4, norm=nn.BatchNorm2d, down=nn.Conv2d):
    layers = [down(*widths[:2], 4, 2, 1)]  # to half the pixels
    for a, b in pairwise(widths[1:]):
        layers += [nn.LeakyReLU(0.2), down(a, b, 4, 2, 1), norm(b)]
    return nn.Sequential(*layers, nn.LeakyReLU(0.2), nn.Conv2d(b, 1, n))


x = generator([100, 512, 256, 128, 64, 3])(torch.randn(2, 100, 1, 1))
print(*x.shape, "to", *discriminator([3, 64, 128, 256, 512])(x).shape)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch.nn.functional import softplus

X = torch.tensor(load_digits().images[:, None] / 8 - 1)
X, new = X[torch.randperm(len(X))].split(1000)


def pool(a, b, *_):
    return nn.Sequential(nn.Conv2d(a, b, 3, 1, 1), nn.MaxPool2d(2))


def train(lr, beta=0.5, norm=nn.BatchNorm2d, down=nn.Conv2d):
    """500 images by a generator of digits, after 100 steps."""
    G = generator([16, 16, 8, 1], 2, norm).double()
    D = discriminator([1, 8, 16], 2, norm, down).double()
    g_optimizer = torch.optim.Adam(G.parameters(), lr, (beta, 0.999))
    d_optimizer = torch.optim.Adam(D.parameters(), lr, (beta, 0.999))
    for _ in range(100):
        real = X[torch.randint(1000, (32,))]
        fake = G(torch.randn(32, 16, 1, 1).double())
        d_loss = softplus(-D(real)) + softplus(D(fake.detach()))
        d_optimizer.zero_grad()
        d_loss.mean().backward()
        d_optimizer.step()
        g_optimizer.zero_grad()
        softplus(-D(fake)).mean().backward()
        g_optimizer.step()
    return G(torch.randn(500, 16, 1, 1).double()).detach()


def missing(samples):
    """Mean distance of a new image to the nearest sample."""
    return (
        torch.cdist(new.flatten(1), samples.flatten(1)).amin(1).mean()
    )


arms = {
    "all rules": {},
    "momentum 0.9": {"beta": 0.9},
    "no batch norm": {"norm": nn.Identity},
    "pooling in D": {"down": pool},
}
print(f"                lr .002   .006   real {missing(X[:500]):.2f}")
rows, means = [], []
for name, arm in arms.items():
    runs = [train(lr, **arm) for lr in (0.002, 0.006)]
    low, high = map(missing, runs)
    print(f"{name:13} {low:9.2f} {high:6.2f}")
    means.append((low + high) / 2)
    rows.append(torch.cat(list(runs[0][:12, 0]), dim=1))
rules, momentum, bare, pooled = means
assert min(momentum, bare) > 1.2 * rules
assert abs(pooled - rules) < 0.15 * rules
plt.imshow(torch.cat(rows), cmap="gray")
plt.yticks([4, 12, 20, 28], arms)
plt.xticks([])
plt.title("Digits of four GANs after 100 steps")
plt.show()
# --8<-- [end:evidence]
