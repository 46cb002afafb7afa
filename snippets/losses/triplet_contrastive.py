# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn import functional as F


def info_nce(a, p, temperature=0.1):
    """Row i of p belongs to row i of a; all others are negatives."""
    similarity = F.normalize(a, dim=1) @ F.normalize(p, dim=1).T
    partner = torch.arange(len(a), device=a.device)
    return F.cross_entropy(similarity / temperature, partner)


torch.manual_seed(0)
anchor, other = torch.randn(2, 8, 16)  # embeddings of 8 images each
partner = anchor + 0.1 * torch.randn(8, 16)
point = torch.zeros(8, 16)
triplet = nn.TripletMarginLoss()  # margin 1
for name, a, p, n in (
    ("partners are near", anchor, partner, other),
    ("partners are far", anchor, other, partner),
    ("all are one point", point, point, point),
):
    print(f"{name:18} triplet {triplet(a, p, n):5.2f}", end="")
    print(f"  InfoNCE {info_nce(a, p):5.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def train(name, rows):
    """A network trained on images of the digits 0 to 6 in rows."""
    body = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 8))
    head = nn.Linear(8, 7)  # for cross-entropy only
    parameters = [*body.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=0.01)
    by_digit = [rows[y[rows] == k] for k in range(7)]
    for _ in range(0 if name == "untrained" else 100):
        pairs = [i[torch.randperm(len(i))[:2]] for i in by_digit]
        a, p = body(X[torch.stack(pairs)]).unbind(1)  # each (7, 8)
        if name == "cross-entropy":
            labels = torch.arange(7).repeat(2)
            loss = F.cross_entropy(head(torch.cat([a, p])), labels)
        elif name == "triplet":  # against all six other digits
            a, p = F.normalize(a), F.normalize(p)
            loss = sum(triplet(a, p, p.roll(k, 0)) for k in range(1, 7))
        else:
            loss = info_nce(a, p)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return body


def neighbors(body, rows):
    """How often the nearest other image is the same digit."""
    z = F.normalize(body(X[rows]))
    nearest = (z @ z.T).fill_diagonal_(-torch.inf).argmax(1)
    return (y[rows[nearest]] == y[rows]).float().mean()


names = "raw pixels", "untrained", "cross-entropy", "triplet", "InfoNCE"
scores = torch.zeros(5, 2, 5)  # (name, digits, seed)
for seed in range(5):
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([900, 897])
    for i, name in enumerate(names):
        body = train(name, rows) if i else nn.Identity()
        scores[i, 0, seed] = neighbors(body, test[y[test] < 7])
        scores[i, 1, seed] = neighbors(body, test[y[test] > 6])
print("neighbors that agree  digits 0-6     digits 7-9 (new)")
means = scores.mean(2)
for name, score, (old, new) in zip(names, scores, means, strict=True):
    a, b = score.std(1) / 5**0.5
    print(f"{name:19} {old:6.1%} ± {a:.1%} {new:9.1%} ± {b:.1%}")
    plt.plot(score[0], [name] * 5, "C0.")
    plt.plot(score[1], [name] * 5, "C1x")
old, new = means.T
assert old[2:].min() > old[1] + 0.05  # better where it was trained
assert (old - new)[2:].min() > 0.03 and new[2:].max() < new[0] - 0.03

plt.title("Neighbors improve for trained digits only")
plt.xlabel("nearest image has the same digit")
plt.xlim(0.3, 1.05)
plt.legend(["digits 0-6, trained", "7-9, never seen"], loc="lower left")
plt.show()
# --8<-- [end:evidence]
