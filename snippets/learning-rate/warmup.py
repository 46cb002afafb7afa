# --8<-- [start:idea]
import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

torch.manual_seed(0)
model = nn.Linear(64, 10)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)


def share(step, warmup):  # of the full rate
    return min((step + 1) / (warmup + 1), 1)


scheduler = LambdaLR(optimizer, lambda i: share(i, warmup=4))
for _ in range(6):
    print(f"learning rate {scheduler.get_last_lr()[0]:.3f}")
    optimizer.step()  # after loss.backward()
    scheduler.step()
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


class Block(nn.Module):
    """A transformer's block without its attention."""

    def __init__(self, post):
        super().__init__()
        self.post, self.norm = post, nn.LayerNorm(32)
        first = nn.Linear(32, 32, bias=False)
        second = nn.Linear(32, 32, bias=False)
        nn.init.xavier_uniform_(first.weight)
        nn.init.xavier_uniform_(second.weight)
        self.f = nn.Sequential(first, nn.ReLU(), second)

    def forward(self, h):
        if self.post:
            return self.norm(h + self.f(h))
        return h + self.f(self.norm(h))


def final_loss(post, warmup, lr, seed):
    """Mean training loss of the last ten of 40 steps."""
    torch.manual_seed(seed)
    blocks = [Block(post) for _ in range(12)]
    ends = nn.LayerNorm(32), nn.Linear(32, 10)
    model = nn.Sequential(nn.Linear(64, 32), *blocks, *ends)
    optimizer = torch.optim.Adam(model.double().parameters(), lr)
    scheduler = LambdaLR(optimizer, lambda i: share(i, warmup))
    losses = []
    for _ in range(40):
        rows = torch.randint(len(X), (32,))
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    return sum(losses[-10:]) / 10


rates = [0.001, 0.003, 0.01]
arms = {
    "post-norm": (True, 0),
    "post-norm, warm-up": (True, 20),
    "pre-norm": (False, 0),
}
means = {}
print(f"training loss, n = 3{rates[0]:13}{rates[1]:12}{rates[2]:12}")
for i, (name, arm) in enumerate(arms.items()):
    runs = [
        [final_loss(*arm, lr, seed) for seed in range(3)]
        for lr in rates
    ]
    runs = torch.tensor(runs)  # (rate, seed)
    means[name], errors = runs.mean(dim=1), runs.std(dim=1) / 3**0.5
    pairs = zip(means[name], errors, strict=True)
    row = [f"{mean:6.1f} ± {error:.1f}" for mean, error in pairs]
    print(f"{name:20}", *row)
    plt.plot(rates, means[name], f"C{i}.-", label=name)
    plt.plot(rates, runs, f"C{i}.", ms=3)
bare, warm, pre = means.values()
assert bare[2] > warm[2] + 0.2 > pre[2]  # it helps at the highest rate
assert warm[0] > bare[0] + 0.05  # it costs at the lowest
assert warm.min() > bare.min() - 0.05  # tuned, it gains nothing
assert pre.max() < 1.5
plt.title("Warm-up makes high rates usable")
plt.xscale("log")
plt.xticks(rates, rates, minor=False)
plt.xlabel("full learning rate of Adam (small dots: 3 seeds)")
plt.ylabel("training loss after 40 steps")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
