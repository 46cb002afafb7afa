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
for i, move in enumerate(torch.randint(9, (len(X), 2)).tolist()):
    X[i] = X[i].roll(move, (0, 1))  # each digit at a random place

model = nn.Sequential(nn.Flatten(), nn.Linear(256, 256), nn.ReLU())
model.append(nn.Linear(256, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
for rows in train[torch.randint(len(train), (400, 64))]:
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
    optimizer.step()
wrong = (model(X).argmax(1) != y).float()
print(f"train {wrong[train].mean():.2f}, val {wrong[val].mean():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def errors(seed, width=256, dropout=0.0, decay=0.0, fresh=False):
    """Error on train and val after 400 steps; fresh: new places."""
    torch.manual_seed(seed)
    hidden = nn.Flatten(), nn.Linear(256, width), nn.ReLU()
    last = nn.Dropout(dropout), nn.Linear(width, 10)
    model = nn.Sequential(*hidden, *last)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=0.003, weight_decay=decay
    )
    for rows in train[torch.randint(len(train), (400, 64))]:
        images = X[rows]
        if fresh:
            moves = torch.randint(9, (64, 2)).tolist()
            for k, move in enumerate(moves):
                images[k] = padded[rows[k]].roll(move, (0, 1))
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images), y[rows]).backward()
        optimizer.step()
    wrong = (model.eval()(X).argmax(1) != y).float()
    return wrong[train].mean().item(), wrong[val].mean().item()


tries = {f"{n} units": {"width": n} for n in (4, 16, 64, 256)}
tries |= {"dropout 0.5": {"dropout": 0.5}, "decay 0.1": {"decay": 0.1}}
tries["new places"] = {"fresh": True}
found = []
print("2 seeds       train  val    (error)")
for name, settings in tries.items():
    runs = torch.tensor([errors(s, **settings) for s in range(2)])
    found.append(runs.mean(0))
    print(f"{name:12}  {found[-1][0]:.2f}   {found[-1][1]:.2f}")
fitted, unseen = torch.stack(found).T
assert fitted[0] > 0.5 and fitted[3] < 0.05
assert (unseen[:4].diff() < 0).all()  # wider is better throughout
assert unseen[6] < unseen[3] - 0.1 > 0.2
assert unseen[4:6].min() > unseen[3] - 0.07

plt.plot(fitted[:4], "o-", label="training")
plt.plot(unseen[:4], "o-", label="validation")
plt.plot(4, fitted[6], "oC0")
plt.plot(4, unseen[6], "oC1")
plt.xticks(range(5), ["4", "16", "64", "256", "256, new\nplaces"])
plt.title("Larger until it fits, then regularize")
plt.xlabel("hidden units")
plt.ylabel("error rate, mean of 2 seeds")
plt.legend()
plt.show()
# --8<-- [end:evidence]
