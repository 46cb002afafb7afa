import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.lr_scheduler import LinearLR

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


class Block(nn.Module):
    def __init__(self, post):
        super().__init__()
        self.post, self.norm = post, nn.LayerNorm(32)
        layers = [nn.Linear(32, 32, bias=False) for _ in range(2)]
        for layer in layers:
            nn.init.xavier_uniform_(layer.weight)
        self.f = nn.Sequential(layers[0], nn.ReLU(), layers[1])

    def forward(self, h):
        if self.post:
            return self.norm(h + self.f(h))
        return h + self.f(self.norm(h))


def final_loss(post, warmup, lr, seed):
    """Mean training loss of the last five of 30 steps."""
    torch.manual_seed(seed)
    blocks = [Block(post) for _ in range(12)]
    ends = nn.LayerNorm(32), nn.Linear(32, 10)
    model = nn.Sequential(nn.Linear(64, 32), *blocks, *ends)
    optimizer = torch.optim.Adam(model.double().parameters(), lr)
    scheduler = LinearLR(optimizer, 1 / (warmup + 1), 1, warmup)
    losses = []
    for batch in torch.randint(len(X), (30, 32)):
        loss = nn.functional.cross_entropy(model(X[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    return sum(losses[-5:]) / 5


arms = {
    "post-norm": (True, 0),
    "post-norm, warm-up": (True, 15),
    "pre-norm": (False, 0),
}
rates, seeds, means = [0.001, 0.003, 0.01], range(3), []
print("training loss, n = 3        0.001       0.003        0.01")
for name, arm in arms.items():
    runs = [[final_loss(*arm, lr, s) for s in seeds] for lr in rates]
    runs = torch.tensor(runs)  # (rate, seed)
    mean, error = runs.mean(dim=1), runs.std(dim=1) / 3**0.5
    pairs = zip(mean, error, strict=True)
    print(f"{name:20}", *[f"{a:6.1f} ± {b:.1f}" for a, b in pairs])
    plt.errorbar(rates, mean, error, capsize=4, label=name)
    means.append(mean)
bare, warm, pre = means
assert bare[2] > warm[2] + 0.2 > pre[2]  # it helps at the highest rate
assert warm[0] > bare[0] + 0.05  # it costs at the lowest
assert warm.min() > bare.min() - 0.05  # tuned, it gains nothing
assert pre.max() < 1.5
plt.title("Warm-up makes high rates usable")
plt.semilogx()
plt.xlabel("full learning rate of Adam (bars: standard error)")
plt.ylabel("training loss after 30 steps")
plt.legend(loc="upper left")
plt.show()
