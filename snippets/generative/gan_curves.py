# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import softplus


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


torch.manual_seed(0)
G = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
D = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
g_optimizer = torch.optim.Adam(G.parameters(), 0.005, (0.5, 0.999))
d_optimizer = torch.optim.Adam(D.parameters(), 0.005, (0.5, 0.999))
for _ in range(400):
    real, fake = torch.randn(128, 1) + 8, G(torch.randn(128, 1))
    d_loss = (softplus(-D(real)) + softplus(D(fake.detach()))).mean()
    step(d_optimizer, d_loss)
    g_loss = softplus(-D(fake)).mean()  # -log D(fake), with D a logit
    step(g_optimizer, g_loss)
print(f"losses: D {d_loss:.1f}, G {g_loss:.1f}")
print(f"samples: mean {fake.mean():.1f}, sd {fake.std():.1f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(g_lr, d_lr, seed):  # losses, mean, deviation by step
    torch.manual_seed(seed)
    G = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
    D = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
    G, D = G.double(), D.double()
    g_optimizer = torch.optim.Adam(G.parameters(), g_lr, (0.5, 0.999))
    d_optimizer = torch.optim.Adam(D.parameters(), d_lr, (0.5, 0.999))
    history = []
    for _ in range(400):
        real, z = torch.randn(2, 128, 1).double()
        fake, out = G(z), D(real + 8)
        d_loss = (softplus(-out) + softplus(D(fake.detach()))).mean()
        step(d_optimizer, d_loss)
        g_loss = softplus(-D(fake)).mean()
        step(g_optimizer, g_loss)
        found = torch.stack([d_loss, g_loss, fake.mean(), fake.std()])
        history.append(found.detach())
    return torch.stack(history)


ends = []
figure, (above, below) = plt.subplots(2, 1, sharex=True)
print("4 seeds      D's loss      G's loss  mean of samples     sd")
settings = {"even": (0.005, 0.005), "D ahead": (0.0005, 0.02)}
for name, rates in settings.items():
    runs = torch.stack([train(*rates, seed) for seed in range(4)])
    ends.append(runs[:, 300:].mean(1).T)
    told = [f"{x.min():6.2f} to {x.max():5.2f}" for x in ends[-1]]
    print(f"{name:8}", *told, sep="")
    above.plot(runs[0, :, 0], label=name)
    below.plot(runs[0, :, 2])
even, ahead = ends
assert (even[0] - 1.386).abs().max() < 0.05
assert (even[1] - 0.693).abs().max() < 0.1
assert abs(even[2].mean() - 8) < 0.7 and (even[3] - 1).abs().max() > 0.2
assert ahead[0].mean() < 0.4 and ahead[1].min() > 3
assert ahead[2].mean() > 0.4
above.set_title("At 1.386 D knows nothing, near 0 it knows all")
above.set_ylabel("loss of D")
above.legend()
below.axhline(8, color="gray", linestyle="--")
below.set(xlabel="step (dashed: the data)", ylabel="mean of samples")
plt.show()
# --8<-- [end:evidence]
