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
lr = 0.1


def train(seed, decay, growth):
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
        rate = lr * growth ** (2 * step + 1)
        optimizer.param_groups[0]["lr"] = rate
        effective.append(rate / before.weight.detach().square().sum())
        i = torch.randint(len(X), (100,))
        loss = nn.functional.cross_entropy(model(X[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(X).detach(), torch.stack(effective)


print("n = 3         effective rate     logits as with decay")
with_decay = [train(seed, 0.2, growth=1)[0] for seed in range(3)]
for name, decay, growth, line in (
    ("no decay", 0, 1, "C0"),
    ("decay", 0.2, 1, "C1"),
    ("growing rate", 0, 1 / (1 - lr * 0.2), "C2:"),
):
    runs = [train(seed, decay, growth) for seed in range(3)]
    logits, rates = map(torch.stack, zip(*runs, strict=True))
    same = (logits - torch.stack(with_decay)).abs().max() < 1e-6
    first, last = rates.mean(0)[[0, -1]]
    print(f"{name:12}  {first:.4f} to {last:.4f}   {bool(same)}")
    plt.plot(rates.T, line, label=[name, "", ""])
    grown = rates[:, -1] / rates[:, 0]
    assert ((grown > 15) == same).all()  # in each seed
plt.title("Decay before a norm is a growing rate")
plt.yscale("log")
plt.xlabel("step")
plt.ylabel("effective rate, lr / |W|², 3 seeds")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
