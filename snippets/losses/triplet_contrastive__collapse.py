import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def pick_negatives(d, same, positive, mining):
    """The distance of one negative for each row of d."""
    others = torch.where(same, torch.inf, d)
    if mining == "random":
        pick = torch.multinomial((~same).float(), 1)
        return d.gather(1, pick).squeeze(1)
    if mining == "semi-hard":  # the nearest beyond the positive
        beyond = others > positive[:, None]
        others = torch.where(beyond, others, others.amax(1, True))
    return others.amin(1)


def train(mining, seed):
    """Loss and spread of the embeddings after 200 steps, margin 1."""
    torch.manual_seed(seed)
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 8)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for _ in range(200):
        batch = torch.randint(len(X), (100,))
        z = F.normalize(model(X[batch]))
        d = torch.cdist(z, z)  # (100, 100)
        same = y[batch][:, None] == y[batch]
        positive = torch.where(same, d, 0).amax(1)  # the farthest
        negative = pick_negatives(d, same, positive, mining)
        loss = (positive - negative + 1).clamp(min=0).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item(), z.std(0).mean().item()


found = []
print("negatives   loss  spread (5 seeds)")
for mining in ("hardest", "random", "semi-hard"):
    loss, spread = torch.tensor([train(mining, s) for s in range(5)]).T
    print(f"{mining:10} {loss.mean():5.1f}", end="  ")
    print(f"{spread.min():.2f} to {spread.max():.2f}")
    found.append((loss.mean(), spread.mean()))
assert found[0][0] > 0.9 and found[0][1] < 0.15
assert found[1][1] > 0.3 and found[2][1] > 0.3
