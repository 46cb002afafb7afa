# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)


def generator(norm=nn.BatchNorm2d):  # 1 pixel to 2, 4 and 8
    layers = [nn.ConvTranspose2d(16, 16, 2), norm(16), nn.ReLU()]
    layers += [nn.ConvTranspose2d(16, 8, 4, 2, 1), norm(8), nn.ReLU()]
    return nn.Sequential(
        *layers, nn.ConvTranspose2d(8, 1, 4, 2, 1), nn.Tanh()
    )


def discriminator(norm=nn.BatchNorm2d):  # 8 pixels to 4, 2 and 1
    layers = [nn.Conv2d(1, 8, 4, 2, 1), nn.LeakyReLU(0.2)]
    layers += [nn.Conv2d(8, 16, 4, 2, 1), norm(16), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Conv2d(16, 1, 2))


x = generator()(torch.randn(5, 16, 1, 1))
print(*x.shape, "to", *discriminator()(x).shape)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch.nn.functional import softplus

X = torch.tensor(load_digits().images[:, None] / 8 - 1)
X, new = X[torch.randperm(len(X))].split(1000)


def train(lr, beta, norm):  # 500 samples after 100 steps
    G, D = generator(norm).double(), discriminator(norm).double()
    g_optimizer = torch.optim.Adam(G.parameters(), lr, (beta, 0.999))
    d_optimizer = torch.optim.Adam(D.parameters(), lr, (beta, 0.999))
    for rows in torch.randint(1000, (100, 32)):
        fake = G(torch.randn(32, 16, 1, 1).double())
        d_loss = softplus(-D(X[rows])) + softplus(D(fake.detach()))
        d_optimizer.zero_grad()
        d_loss.mean().backward()
        d_optimizer.step()
        g_optimizer.zero_grad()
        softplus(-D(fake)).mean().backward()
        g_optimizer.step()
    return G(torch.randn(500, 16, 1, 1).double()).detach()


def missing(x):  # mean distance of a new image to the nearest sample
    return torch.cdist(new.flatten(1), x.flatten(1)).amin(1).mean()


arms = {
    "all rules": (0.5, nn.BatchNorm2d),
    "momentum 0.9": (0.9, nn.BatchNorm2d),
    "no batch norm": (0.5, nn.Identity),
}
print(f"                lr .002   .006   real {missing(X[:500]):.2f}")
rows, means = [], []
for name, arm in arms.items():
    low, high = train(0.002, *arm), train(0.006, *arm)
    print(f"{name:13} {missing(low):9.2f} {missing(high):6.2f}")
    means.append((missing(low) + missing(high)) / 2)
    rows.append(torch.cat(list(low[:12, 0]), dim=1))
assert min(means[1:]) > 1.1 * means[0]
plt.imshow(torch.cat(rows), cmap="gray")
plt.yticks([4, 12, 20], arms)
plt.xticks([])
plt.title("Digits of three GANs after 100 steps")
plt.show()
# --8<-- [end:evidence]
