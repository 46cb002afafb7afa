# --8<-- [start:idea]
import torch
from torch.nn import Linear, ReLU, Sequential
from torch.nn.functional import softplus


def mlp(n_out):
    first, second = Linear(2, 64), Linear(64, 64)
    return Sequential(first, ReLU(), second, ReLU(), Linear(64, n_out))


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.mean().backward()
    optimizer.step()


torch.manual_seed(0)
G, D = mlp(2), mlp(1)
g_optimizer = torch.optim.Adam(G.parameters(), 0.003, (0.5, 0.999))
d_optimizer = torch.optim.Adam(D.parameters(), 0.003, (0.5, 0.999))
for _ in range(400):
    real = torch.randn(64, 2).sign() + 0.1 * torch.randn(64, 2)
    fake = G(torch.randn(64, 2))
    step(d_optimizer, softplus(-D(real)) + softplus(D(fake.detach())))
    step(g_optimizer, softplus(-D(fake)))
print("quadrants with samples:", len(fake.sign().unique(dim=0)))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(g_steps, beta, seed):
    """500 samples after 400 steps of the discriminator."""
    torch.manual_seed(seed)
    G, D = mlp(2).double(), mlp(1).double()
    g_optimizer = torch.optim.Adam(G.parameters(), 0.003, (beta, 0.999))
    d_optimizer = torch.optim.Adam(D.parameters(), 0.003, (beta, 0.999))
    for _ in range(400):
        z, corners, noise = torch.randn(3, 64, 2).double()
        real, fake = corners.sign() + 0.1 * noise, G(z).detach()
        step(d_optimizer, softplus(-D(real)) + softplus(D(fake)))
        for _ in range(g_steps):
            z = torch.randn(64, 2).double()
            step(g_optimizer, softplus(-D(G(z))))
    return G(torch.randn(500, 2).double()).detach()


arms = {
    "one step each": (1, 0.5),
    "5 steps of G": (5, 0.5),
    "Adam, beta 0.9": (1, 0.9),
}
total = {}
figure, axes = plt.subplots(1, 3, sharex=True, sharey=True)
print("2 seeds: most corners of 4 that a run reached")
for axis, (name, arm) in zip(axes, arms.items(), strict=True):
    reached = []
    for seed in range(2):
        x = train(*arm, seed)
        near = (x.abs() - 1).norm(dim=1) < 0.3
        _, count = x[near].sign().unique(dim=0, return_counts=True)
        reached.append((count > 10).sum().item())
    total[name] = sum(reached)
    print(f"{name:15} {max(reached)}")
    axis.plot(*x.T, ".")
    axis.set_title(name)
even, steps, momentum = total.values()
assert even >= 4 and max(steps, momentum) < even
figure.suptitle("Four corners to learn, one step each learns most")
plt.show()
# --8<-- [end:evidence]
