# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(1500) % 2  # two spiral arms, one turn each
radius = torch.rand(1500).sqrt()
angle = 2 * torch.pi * radius + torch.pi * y
X = radius * torch.stack([angle.cos(), angle.sin()])
X = X.T + 0.03 * torch.randn(1500, 2)

for act in (nn.Identity, nn.Sigmoid, nn.Tanh, nn.ReLU, nn.GELU):
    model = nn.Sequential(nn.Linear(2, 32), act(), nn.Linear(32, 32))
    model.extend([act(), nn.Linear(32, 2)])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for _ in range(200):
        loss = nn.functional.cross_entropy(model(X[:500]), y[:500])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = model(X[500:]).argmax(dim=1) == y[500:]
    print(f"{act.__name__:8}  test {right.float().mean():.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(act, lr, seed):
    """Accuracies of 150 steps on 500 points, in %: (val., test)."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(1500).split([500, 300, 700])
    model = nn.Sequential(nn.Linear(2, 32), act(), nn.Linear(32, 32))
    model.extend([act(), nn.Linear(32, 2)])
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(150):
        loss = nn.functional.cross_entropy(model(X[train]), y[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = 100.0 * (model(X).argmax(dim=1) == y)
    return right[val].mean().item(), right[test].mean().item()


rates = (0.0025, 0.05, 1.0)
fixed, tuned = {}, {}
print("test, 4 seeds  lr 0.0025  lr tuned")
for act in (nn.Identity, nn.Sigmoid, nn.Tanh, nn.ReLU, nn.GELU):
    runs = [[train(act, lr, s) for s in range(4)] for lr in rates]
    val, test = torch.tensor(runs).unbind(dim=2)  # (lr, seed)
    best = val.mean(dim=1).argmax()
    assert act is nn.Identity or best == 1  # not at the edge
    name = act.__name__
    fixed[name], tuned[name] = test[0].mean(), test[best].mean()
    error = test[best].std() / 4**0.5
    print(f"{name:13}  {fixed[name]:8.0f}%", end="")
    print(f"  {tuned[name]:7.0f}% ± {error:.1f}%")
    plt.plot(test[0], [name] * 4, "x", color="C1")
    plt.plot(test[best], [name] * 4, "o", color="C0", alpha=0.5)
plt.plot([], "o", color="C0", label="learning rate tuned")
plt.plot([], "x", color="C1", label="learning rate 0.0025")
plt.title("Spirals need a bend and a fitting learning rate")
plt.xlabel("test accuracy in % (a mark a seed)")
plt.legend(loc="lower right")
plt.show()

good = [tuned[name] for name in ("Tanh", "ReLU", "GELU")]
assert min(good) > 98 and max(good) - min(good) < 1.5
assert fixed["Sigmoid"] < 80 and tuned["Identity"] < 80
assert fixed["ReLU"] > fixed["Tanh"] + 5
assert tuned["Sigmoid"] > fixed["Sigmoid"]
# --8<-- [end:evidence]
# --8<-- [start:output]
import torch
from torch.nn import functional as F

torch.manual_seed(0)
logits = torch.randn(8, 10)
label, yes = torch.randint(10, (8,)), torch.rand(8, 10)
by_hand = F.nll_loss(logits.softmax(dim=1).log(), label)
print(f"{F.cross_entropy(logits, label):.4f} {by_hand:.4f}")
by_hand = F.binary_cross_entropy(logits.sigmoid(), yes)
loss = F.binary_cross_entropy_with_logits(logits, yes)
print(f"{loss:.4f} {by_hand:.4f}")
assert logits.argmax(1).equal(logits.softmax(1).argmax(1))
# --8<-- [end:output]
