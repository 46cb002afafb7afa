import torch
from torch import nn
from torch.nn.functional import logsigmoid

print("5 seeds, gap  D's loss  saturating  non-saturating")
for gap in (1, 8):
    runs = []
    for seed in range(5):
        torch.manual_seed(seed)
        model = nn.Sequential(nn.Linear(1, 32), nn.ReLU())
        model = model.append(nn.Linear(32, 1)).double()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(200):
            x = torch.randn(128, 1).double()  # the fakes
            real, fake = model(torch.randn_like(x) + gap), model(x)
            loss = -(logsigmoid(real) + logsigmoid(-fake)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        fake = model(x.requires_grad_())
        (slope,) = torch.autograd.grad(fake.sum(), x)
        D, slope = fake.detach().sigmoid(), slope.abs()
        slopes = (D * slope).mean(), ((1 - D) * slope).mean()
        runs.append([loss.item(), *slopes])
    losses, saturating, other = torch.tensor(runs).T
    print(f"{gap:12} {losses.mean():9.3f}", end="")
    print(f"{saturating.mean():12.3f} {other.mean():15.2f}")
    if gap == 8:
        assert losses.max() < 0.1
        assert (saturating / other).max() < 0.05
    else:
        assert (saturating / other - 0.6).abs().max() < 0.3
