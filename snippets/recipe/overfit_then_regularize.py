# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float().view(-1, 8, 8), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
padded = nn.functional.pad(X, [0, 8, 0, 8])  # 16 x 16
X = padded.clone()
for i, place in enumerate(torch.randint(9, (len(X), 2)).tolist()):
    X[i] = X[i].roll(place, (0, 1))  # each digit somewhere else
model = nn.Sequential(nn.Flatten(), nn.Linear(256, 128), nn.ReLU())
model.append(nn.Linear(128, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for rows in train[torch.randint(len(train), (300, 64))]:
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
    optimizer.step()
wrong = (model(X).argmax(1) != y).float()
print(f"train {wrong[train].mean():.2f}, val {wrong[val].mean():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def new_places(rows):  # those digits, each at another place
    down, right = torch.arange(16) - torch.randint(9, (2, len(rows), 1))
    return padded[rows[:, None, None], down[:, :, None], right[:, None]]


def errors(seed, width=128, dropout=0.0, decay=0.0, move=False):
    """Error on train and val, after 300 steps."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Flatten(), nn.Linear(256, width))
    model.extend([nn.ReLU(), nn.Dropout(dropout), nn.Linear(width, 10)])
    settings = {"lr": 0.01, "weight_decay": decay}
    optimizer = torch.optim.AdamW(model.parameters(), **settings)
    for rows in train[torch.randint(len(train), (300, 64))]:
        logits = model(new_places(rows) if move else X[rows])
        optimizer.zero_grad()
        nn.functional.cross_entropy(logits, y[rows]).backward()
        optimizer.step()
    wrong = (model.eval()(X).argmax(1) != y).float()
    return wrong[train].mean().item(), wrong[val].mean().item()


tries = {f"{n} units": {"width": n} for n in (8, 32, 128)}
tries |= {f"dropout {p}": {"dropout": p} for p in (0.2, 0.5)}
tries |= {f"decay {k}": {"decay": k} for k in (0.1, 1.0)}
tries["new places"] = {"move": True}
found = []
print("2 seeds       train  val    (error)")
for name, settings in tries.items():
    runs = torch.tensor([errors(s, **settings) for s in range(2)])
    found.append(runs.mean(0))
    print(f"{name:12}  {found[-1][0]:.2f}   {found[-1][1]:.2f}")
fitted, unseen = torch.stack(found).T
assert fitted[0] > 0.4 and fitted[2] < 0.05
assert (unseen[:3].diff() < 0).all()  # wider is better throughout
assert unseen[7] < unseen[2:7].min() - 0.1  # and so are new places
assert unseen[3:7].min() > unseen[2] - 0.07
plt.plot(fitted[:3], "o-", label="training")
plt.plot(unseen[:3], "o-", label="validation")
plt.plot(3, fitted[7], "oC0", 3, unseen[7], "oC1")
plt.xticks(range(4), ["8", "32", "128", "128, new\nplaces"])
plt.title("Larger until it fits, then regularize")
plt.xlabel("hidden units")
plt.ylabel("error rate, mean of 2 seeds")
plt.legend()
plt.show()
# --8<-- [end:evidence]
