# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
nn.init.zeros_(model[-1].weight)
nn.init.zeros_(model[-1].bias)

optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
for step in range(1, 5):
    loss = nn.functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    size = model[0].weight.grad.norm()
    print(f"step {step}: loss {loss:.4f}, first layer {size:.3f}")
    optimizer.step()
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

X = X.double()  # so that rounding does not show in the second decimal


def train(start, lr, seed):
    """Losses by step, and test accuracy in %."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([500, 1297])
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU())
    model.append(nn.Linear(64, 10)).double()
    if start == "zero":
        nn.init.zeros_(model[-1].weight)
        nn.init.zeros_(model[-1].bias)
    elif start == "N(0, 1)":
        nn.init.normal_(model[-1].weight)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    right = (model(X[test]).argmax(1) == y[test]).float().mean()
    return losses, 100 * right.item()


print("5 seeds           zero - default   N(0, 1) - default")
behind = []  # points of N(0, 1) minus those of default, by rate
for lr in (0.005, 0.015, 0.05):
    losses, right = {}, {}
    for start in ("default", "zero", "N(0, 1)"):
        runs = [train(start, lr, seed) for seed in range(5)]
        losses[start] = torch.tensor([run[0] for run in runs])
        right[start] = torch.tensor([run[1] for run in runs])
    told = f"Adam, rate {lr:<6}"
    for start in ("zero", "N(0, 1)"):
        gain = right[start] - right["default"]
        told += f"  {gain.mean():+7.2f} ± {gain.std() / 5**0.5:.2f}"
        assert start != "zero" or gain.mean().abs() < 1.5
    print(told, "points")
    behind.append(gain.mean())
    if lr == 0.015:
        for k, (start, curves) in enumerate(losses.items()):
            plt.semilogy(curves.T, f"C{k}", label=[start] + [""] * 4)
for start, curves in losses.items():
    low, high = curves[:, 0].min(), curves[:, 0].max()
    print(f"{start:7}: first loss {low:.4f} to {high:.4f}")
assert (losses["zero"][:, 0] - 2.302585).abs().max() < 1e-5
assert (losses["default"][:, 0] - 2.302585).abs().max() < 0.1
assert losses["N(0, 1)"][:, 0].min() > 2.4
assert behind[2] < min(0, behind[0])
plt.xlabel("step of Adam")
plt.ylabel("training loss, 5 seeds")
plt.title("A zero last layer starts at ln 10, not behind")
plt.legend(title="last layer", loc="upper right")
plt.show()
# --8<-- [end:evidence]
