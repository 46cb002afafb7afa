import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


def scores(width=32, smoothing=0.0, n_seeds=64):
    """Validation accuracy in points of networks, one for each seed."""
    w1 = torch.randn(n_seeds, 64, width) / 8
    w2 = torch.randn(n_seeds, width, 10) / width**0.5
    weights = [w1.requires_grad_(), w2.requires_grad_()]
    optimizer = torch.optim.SGD(weights, lr=0.1, momentum=0.9)

    def model(X):  # (..., 64) -> logits (n_seeds, batch, 10)
        return (X @ w1).relu() @ w2

    for _ in range(8):  # each network has its own order of the images
        rows = train[torch.rand(n_seeds, len(train)).argsort()]
        for i in rows.split(64, dim=1):
            logits = model(X[i]).mT
            loss = cross_entropy(
                logits, y[i], label_smoothing=smoothing
            )
            optimizer.zero_grad()
            (n_seeds * loss).backward()  # so each has its own mean
            optimizer.step()
    return 100 * (model(X[val]).argmax(2) == y[val]).float().mean(1)


torch.manual_seed(0)
runs = {
    "baseline": scores(),
    "smoothing": scores(smoothing=0.1),
    "narrower": scores(width=16),
    "both": scores(width=16, smoothing=0.1),
}
base = runs["baseline"]
print("64 seeds     mean    sd   one seed beats the baseline's")
for name, run in runs.items():
    wins = (run[:, None] > base).float().mean()
    print(f"{name:10} {run.mean():6.1f} {run.std():5.1f} {wins:12.0%}")

mean = {name: run.mean() - base.mean() for name, run in runs.items()}
assert mean["narrower"] < -0.1 and mean["both"] < mean["smoothing"]

print("half a point is found with")
for n in (1, 5, 20, 60):
    z = 0.5 / (base.std() * (2 / n) ** 0.5)  # in standard errors
    found = torch.special.ndtr(z - 1.96)  # at 95 % confidence
    print(f"{n:3} seeds on each side {found:6.0%} of the time")
assert found > 0.4

for x, run in enumerate(runs.values()):
    spread = torch.linspace(-0.3, 0.3, 64)
    plt.plot(x + spread, run, "C1.", ms=3)
    plt.plot([x - 0.35, x + 0.35], 2 * [run.mean()], "C0", lw=3)
plt.title("One seed misleads, the mean does not")
plt.xticks(range(4), runs)
plt.ylabel("validation accuracy in %, 64 seeds")
plt.show()
