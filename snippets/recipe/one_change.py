# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def score(seed, width=32, smoothing=0.0):
    torch.manual_seed(seed)
    hidden = nn.Linear(64, width), nn.ReLU()
    model = nn.Sequential(*hidden, nn.Linear(width, 10)).double()
    loss_fn = nn.CrossEntropyLoss(label_smoothing=smoothing)
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    for rows in train[torch.randint(len(train), (80, 64))]:
        optimizer.zero_grad()
        loss_fn(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return (model(X[val]).argmax(1) == y[val]).double().mean() * 100


for n in (32, 16):
    print(n, "units:", *[f"{score(s, n):.1f}" for s in range(5)])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

changes = {
    "baseline": {},
    "smoothing": {"smoothing": 0.1},
    "narrower": {"width": 16},
    "both": {"smoothing": 0.1, "width": 16},
}
n, runs = 20, {}
print("20 seeds       mean          sd   one seed beats the baseline's")
for name, change in changes.items():
    runs[name] = torch.stack([score(s, **change) for s in range(n)])
    mean, sd = runs[name].mean(), runs[name].std()
    wins = (runs[name][:, None] > runs["baseline"]).double().mean()
    print(f"{name:9} {mean:5.1f} ± {sd / n**0.5:.1f} {sd:9.1f}", end="")
    print(f"{wins:11.0%}")
    spread = torch.linspace(-0.3, 0.3, n)
    plt.plot(len(runs) + spread, runs[name], "C1.")
    plt.hlines(mean, len(runs) - 0.3, len(runs) + 0.3, "C0", lw=3)
mean = {name: run.mean() for name, run in runs.items()}
assert mean["narrower"] < mean["baseline"]
assert mean["both"] < mean["smoothing"]
assert (runs["narrower"].max() > runs["baseline"].min()).all()

sd = runs["baseline"].std()
print(f"seeds on each side to find a difference, sd {sd:.1f}")
for points in (2, 1, 0.5):
    needed = 2 * (1.96 + 0.84) ** 2 * (sd / points) ** 2
    print(f"{points:3} points: {needed:4.0f}")
plt.title("One seed misleads, the mean does not")
plt.xticks(range(1, 5), runs)
plt.ylabel("validation accuracy in %, 20 seeds")
plt.show()
# --8<-- [end:evidence]
