# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import softplus

torch.manual_seed(0)
G = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
D = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
g_optimizer = torch.optim.Adam(G.parameters(), 0.005, (0.5, 0.999))
d_optimizer = torch.optim.Adam(D.parameters(), 0.005, (0.5, 0.999))
for _ in range(400):
    real, fake = torch.randn(128, 1) + 8, G(torch.randn(128, 1))
    d_loss = softplus(-D(real)) + softplus(D(fake.detach()))
    d_optimizer.zero_grad()
    d_loss.mean().backward()
    d_optimizer.step()
    g_loss = softplus(-D(fake))  # -log D(fake), with D a logit
    g_optimizer.zero_grad()
    g_loss.mean().backward()
    g_optimizer.step()
print(f"losses: D {d_loss.mean():.1f}, G {g_loss.mean():.1f}")
print(f"samples {fake.mean():.1f} ± {fake.std():.1f}, data 8 ± 1")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(g_lr, d_lr, saturating, seed):
    """Losses, mean and deviation of the samples, after each step."""
    torch.manual_seed(seed)
    G = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
    D = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
    G, D = G.double(), D.double()
    g_optimizer = torch.optim.Adam(G.parameters(), g_lr, (0.5, 0.999))
    d_optimizer = torch.optim.Adam(D.parameters(), d_lr, (0.5, 0.999))
    history = []
    for _ in range(400):
        real, z = torch.randn(2, 128, 1).double()
        real, fake = real + 8, G(z)
        d_loss = softplus(-D(real)) + softplus(D(fake.detach()))
        d_optimizer.zero_grad()
        d_loss.mean().backward()
        d_optimizer.step()
        g_loss = softplus(-D(fake))
        goal = -softplus(D(fake)) if saturating else g_loss
        g_optimizer.zero_grad()
        goal.mean().backward()
        g_optimizer.step()
        found = d_loss.mean(), g_loss.mean(), fake.mean(), fake.std()
        history.append(torch.stack(found).detach())
    return torch.stack(history)


arms = {
    "even": (0.005, 0.005, False),
    "D ahead": (0.0005, 0.02, False),
    "D ahead, saturating": (0.0005, 0.02, True),
}
figure, (above, below) = plt.subplots(2, 1, sharex=True)
ends = {}
print("4 seeds, last 100 of 400 steps")
print("                      D's loss     G's loss   mean of samples")
for name, arm in arms.items():
    runs = torch.stack([train(*arm, seed) for seed in range(4)])
    ends[name] = runs[:, 300:].mean(1).T
    print(f"{name:20}", end="")
    for found in ends[name][:3]:
        print(f"{found.min():6.2f} to {found.max():5.2f}", end="")
    print()
    above.plot(runs[0, :, 0], label=name)
    below.plot(runs[0, :, 2], label=name)
even, ahead, flat = ends.values()
spread = even[3]
print(f"deviation, even: {spread.min():8.2f} to {spread.max():5.2f}")
assert (even[0] - 1.386).abs().max() < 0.05
assert (even[1] - 0.693).abs().max() < 0.1
assert abs(even[2].mean() - 8) < 0.7 and (spread - 1).abs().max() > 0.2
assert ahead[0].mean() < 0.4 and ahead[1].min() > 3
assert ahead[2].mean() > flat[2].mean() + 0.4
assert flat[0].max() < 0.1 and flat[2].mean() < 0.8

above.set_ylim(0, 5)
above.set_ylabel("loss of D")
above.set_title("At 1.386 D knows nothing, near 0 it knows all")
below.axhline(8, color="gray", linestyle="--")
below.set_ylabel("mean of samples")
below.set_xlabel("step (dashed: the data)")
above.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
