import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import Tensor, nn


def info_nce(a: Tensor, p: Tensor, temperature: float = 0.1) -> Tensor:
    """Find each anchor's positive in its group; mean, in nats.

    a, p: (groups, pairs, features). Row i of p belongs to row i of
    a, the group's other rows of p are its negatives.
    """
    similarity = F.normalize(p, dim=2) @ F.normalize(a, dim=2).mT
    partner = torch.arange(a.shape[1], device=a.device)
    partner = partner.expand(a.shape[:2])  # the same in each group
    return F.cross_entropy(similarity / temperature, partner)


def train(name, lr, images):
    """Train on images, (7 digits, 40); return all embeddings."""
    body = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 8))
    head = nn.Linear(8, 7)  # for cross-entropy only
    weights = [*body.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(weights, lr=lr)
    for i in range(40):  # 8 groups, each with a pair of all 7 digits
        z = body(X[images[labels, torch.randint(40, (2, 8, 7))]])
        a, p = F.normalize(z, dim=-1)  # each (8, 7, features)
        n = p.roll(i % 6 + 1, 1)  # another digit for each anchor
        if name == "cross-entropy":
            loss = F.cross_entropy(head(z).movedim(-1, 1), labels)
        elif name == "triplet":
            loss = F.triplet_margin_loss(a, p, n)
        else:
            loss = info_nce(a, p)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return body(X).detach()


torch.set_default_dtype(torch.double)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X) / 16, torch.tensor(y)
labels = torch.arange(7).expand(2, 8, 7)
runs = [("raw pixels", 0), ("untrained", 0)]
for name in ("cross-entropy", "triplet", "InfoNCE"):
    runs += [(name, 0.01), (name, 0.03)]  # name, rate
score = torch.zeros(8, 2, 5)  # (run, [trained, new digits], seed)
for seed in range(5):
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([900, 897])
    images = torch.stack([rows[y[rows] == k][:40] for k in range(7)])
    for i, (name, lr) in enumerate(runs):
        z = X if name == "raw pixels" else train(name, lr, images)
        z = F.normalize(z, dim=1)
        for j, at in enumerate((test[y[test] < 7], test[y[test] > 6])):
            nearest = (z[at] @ z[at].T).fill_diagonal_(-1).argmax(1)
            score[i, j, seed] = (y[at[nearest]] == y[at]).float().mean()

print("neighbors that agree  rate   digits 0-6 (spread)   7-9 (spread)")
(old, new), std = score.mean(2).T, score.std(2)
for i, (name, lr) in enumerate(runs):
    cells = f"{old[i]:12.2f} ({std[i, 0]:.2f})"
    cells += f" {new[i]:13.2f} ({std[i, 1]:.2f})"
    print(f"{name:19} {lr:6} {cells}")
    plt.plot([name] * 5, score[i, 0], "C0.")
    plt.plot([name] * 5, score[i, 1], "C1x")
assert old[2:].min() > old[1] + 0.05  # training helps where it was
assert new[2:].max() < new[1] + 0.1  # and not elsewhere

plt.title("Neighbors improve for trained digits only")
plt.ylabel("nearest image has the same digit")
plt.ylim(0.5, 1.05)
plt.legend(["digits 0-6, trained", "7-9, never seen"], loc="lower left")
plt.show()
