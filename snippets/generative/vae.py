# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch.nn import Linear, ReLU, Sequential

torch.manual_seed(0)
X = torch.tensor(load_digits().data / 16).float()  # (1797, 64)
encoder = Sequential(Linear(64, 64), ReLU(), Linear(64, 8))
decoder = Sequential(Linear(4, 64), ReLU(), Linear(64, 64))
params = [*encoder.parameters(), *decoder.parameters()]
optimizer = torch.optim.Adam(params, lr=0.005)
for _ in range(300):
    x = X[torch.randint(len(X), (128,))]
    mean, logvar = encoder(x).chunk(2, dim=1)  # of q(z|x), 4 each
    z = mean + (logvar / 2).exp() * torch.randn_like(mean)
    error = (decoder(z) - x).square().sum(1) / (2 * 0.2**2)
    kl = (mean**2 + logvar.exp() - 1 - logvar).sum(1) / 2
    optimizer.zero_grad()
    (error + kl).mean().backward()
    optimizer.step()
images = decoder(torch.randn(500, 4)).detach()  # z from N(0, I)
print(f"KL {kl.mean():.1f}, variance {images.var(0).sum():.1f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(beta, seed):  # samples; error, KL, variance, distance
    torch.manual_seed(seed)
    for layer in (encoder[0], encoder[2], decoder[0], decoder[2]):
        layer.reset_parameters()
    optimizer = torch.optim.Adam(params, lr=0.005)
    for _ in range(300):
        x = X[torch.randint(len(X), (128,))]
        mean, logvar = encoder(x).chunk(2, dim=1)
        z = mean + (logvar / 2).exp() * torch.randn_like(mean)
        error = (decoder(z) - x).square().sum(1)
        kl = (mean**2 + logvar.exp() - 1 - logvar).sum(1) / 2
        optimizer.zero_grad()
        (error / 0.08 + beta * kl).mean().backward()
        optimizer.step()
    images = decoder(torch.randn(500, 4)).detach()
    nearest = torch.cdist(images, X).amin(1).mean()
    found = error.mean(), kl.mean(), images.var(0).sum(), nearest
    return images, torch.stack(found).detach()


table = []
print(f"variance of the data {X.var(0).sum():.1f}")
print("3 seeds  error    KL  variance of samples  to nearest image")
figure, axes = plt.subplots(1, 4)
for axis, beta in zip(axes, (0.01, 1, 10, 800), strict=True):
    runs = [train(beta, seed) for seed in range(3)]
    table.append(sum(found for _, found in runs) / 3)
    error, kl, var, distance = table[-1]
    print(f"{beta:7}{error:7.2f}{kl:6.1f}{var:21.2f}{distance:18.2f}")
    tiles = runs[-1][0][:8].view(2, 4, 8, 8)  # two columns of four
    tiles = torch.nn.functional.pad(tiles, (1, 1, 1, 1), value=1)
    grid = tiles.flatten(1, 2).transpose(0, 1).flatten(1)
    axis.imshow(grid, cmap="gray", vmin=0, vmax=1)
    axis.set_title(f"beta {beta}")
    axis.axis("off")
error, kl, var, distance = torch.stack(table).T
assert distance.argmin() == 1 and distance[1] < distance[2] - 0.05
assert abs(error[0] - error[1]) < 0.5 and error[2] > 1.5 * error[1]
assert kl[1] > 5 and kl[3] < 0.01 and var[3] < 0.1
assert var[1] > 2 and var[2] < 1
figure.suptitle("Samples: best at 1, all the same at 800")
plt.show()
# --8<-- [end:evidence]
