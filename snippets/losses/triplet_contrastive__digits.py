import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
triplet = nn.TripletMarginLoss()


def train(name, rows):
    """A network trained on images of the digits 0 to 6 in rows."""
    body = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 8))
    model = nn.Sequential(body, nn.Linear(8, 7))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    by_digit = [rows[y[rows] == k] for k in range(7)]
    for _ in range(0 if name == "untrained" else 100):
        pairs = [i[torch.randperm(len(i))[:2]] for i in by_digit]
        a, p = body(X[torch.stack(pairs)]).unbind(1)  # each (7, 8)
        if name == "cross-entropy":
            logits = model[1](torch.cat([a, p]))
            loss = F.cross_entropy(logits, torch.arange(7).repeat(2))
        elif name == "triplet":  # against all six other digits
            a, p = F.normalize(a), F.normalize(p)
            loss = sum(triplet(a, p, p.roll(k, 0)) for k in range(1, 7))
        else:  # InfoNCE
            similarity = F.normalize(a) @ F.normalize(p).T
            loss = F.cross_entropy(similarity / 0.1, torch.arange(7))
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
for name, score in zip(names, scores, strict=True):
    (old, new), (a, b) = score.mean(1), score.std(1) / 5**0.5
    print(f"{name:19} {old:6.1%} ± {a:.1%} {new:9.1%} ± {b:.1%}")
    plt.plot(score[0], [name] * 5, "C0.")
    plt.plot(score[1], [name] * 5, "C1x")
old, new = scores.mean(2).T
assert old[2:].min() > old[1] + 0.05  # better where it was trained
assert (old - new)[2:].min() > 0.03 and new[2:].max() < new[0] - 0.03

plt.title("Neighbors improve for trained digits only")
plt.xlabel("nearest image has the same digit")
plt.xlim(0.3, 1.05)
plt.legend(["digits 0-6, trained", "7-9, never seen"], loc="lower left")
plt.show()
