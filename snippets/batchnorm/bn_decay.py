# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X, target = torch.randn(100, 64).double(), torch.randn(100, 8).double()
model = nn.Sequential(nn.Linear(64, 8), nn.BatchNorm1d(8)).double()
for scale in (1, 10, 100):
    with torch.no_grad():
        model[0].weight *= scale / model[0].weight.norm()
    model.zero_grad()
    loss = nn.functional.mse_loss(model(X), target)
    loss.backward()
    gradient = model[0].weight.grad.norm()
    print(f"|W| = {scale:3}: loss {loss:.3f}, gradient {gradient:.1e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
lr, decay = 0.1, 0.2
keep = 1 - lr * decay  # the share of a weight that decay leaves


def train(seed, decay=0.0, growing=False):
    """Logits after training, and lr / |W|² on the way."""
    torch.manual_seed(seed)
    before = nn.Linear(64, 64, bias=False)
    norm, last = nn.BatchNorm1d(64, eps=1e-12), nn.Linear(64, 10)
    model = nn.Sequential(before, norm, nn.ReLU(), last).double()
    others = [*norm.parameters(), *last.parameters()]
    groups = [{"params": before.parameters(), "weight_decay": decay}]
    optimizer = torch.optim.SGD([*groups, {"params": others}], lr=lr)
    effective = []
    for step in range(100):
        rate = lr / keep ** (2 * step + 1) if growing else lr
        optimizer.param_groups[0]["lr"] = rate
        effective.append(rate / before.weight.detach().square().sum())
        i = torch.randint(len(X), (100,))
        loss = nn.functional.cross_entropy(model(X[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(X).detach(), torch.stack(effective)


ways = {
    "no decay": {},
    "decay": {"decay": decay},
    "growing rate": {"growing": True},
}
seeds = range(3)
with_decay = torch.stack([train(s, decay=decay)[0] for s in seeds])
print("n = 3         effective rate     logits as with decay")
results = {}
for name, color in zip(ways, ("C0", "C1", "C2:"), strict=True):
    runs = [train(seed, **ways[name]) for seed in seeds]
    logits = torch.stack([run[0] for run in runs])
    rates = torch.stack([run[1] for run in runs])  # (seed, step)
    first, last = rates[:, [0, -1]].mean(0)
    gap = (logits - with_decay).abs().max()
    print(f"{name:12}  {first:.4f} to {last:.4f}   {bool(gap < 1e-6)}")
    plt.plot(range(0, 100, 5), rates[:, ::5].T, color)
    plt.plot([], color, label=name)
    growth = rates[:, -1] / rates[:, 0]
    if name == "no decay":
        assert gap > 0.1 and growth.max() < 1
    else:
        assert gap < 1e-6 and 15 < growth.min() < 40
plt.title("Decay before a norm is a growing rate")
plt.yscale("log")
plt.xlabel("step")
plt.ylabel("effective rate, lr / |W|², 3 seeds")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
