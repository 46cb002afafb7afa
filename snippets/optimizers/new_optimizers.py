# --8<-- [start:idea]
import torch


@torch.no_grad()
def muon_step(p, m, lr):  # for a hidden matrix
    m.lerp_(p.grad, 0.05)
    step = p.grad.lerp(m, 0.95)
    step /= step.norm()
    for _ in range(5):  # Newton-Schulz: singular values go near 1
        gram = step @ step.T
        bend = 2.0315 * gram @ gram - 4.775 * gram
        step = 3.4445 * step + bend @ step
    p -= lr * 0.2 * max(p.shape) ** 0.5 * step


# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn
from torch.optim import AdamW, Muon

torch.manual_seed(0)
ours, theirs = (nn.Parameter(torch.zeros(64, 64)) for _ in range(2))
ours.grad = theirs.grad = torch.randn(64, 64)
muon_step(ours, torch.zeros(64, 64), lr=1)
Muon([theirs], 1, weight_decay=0, adjust_lr_fn="match_rms_adamw").step()
assert (theirs - ours).norm() < 0.05 * ours.norm()  # theirs: bfloat16

X, y = load_digits(return_X_y=True)
images, y = torch.tensor(X / 16).view(-1, 8, 8), torch.tensor(y)
X = torch.zeros(len(y), 16, 16).double()  # scattered on a canvas
for k, (i, j) in enumerate(torch.randint(9, (len(y), 2))):
    X[k, i : i + 8, j : j + 8] = images[k]


def scores(muons, lr, seed):
    """Accuracies on validation and test images, in percent."""
    torch.manual_seed(seed)
    train, *held_out = torch.randperm(len(X)).split([1000, 300, 497])
    model = nn.Sequential(nn.Flatten(), nn.Linear(256, 64), nn.ReLU())
    for _ in range(3):
        model.extend([nn.Linear(64, 64), nn.ReLU()])
    model = model.append(nn.Linear(64, 10)).double()
    m = {i: torch.zeros(64, 64).double() for i in muons}
    optimizer = AdamW(model.parameters(), lr, weight_decay=0)
    for _ in range(100):
        rows = train[torch.randint(1000, (64,))]
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        for i in muons:
            muon_step(model[i].weight, m[i], lr)
            model[i].weight.grad = None  # AdamW leaves it alone
        optimizer.step()
    right = 100.0 * (model(X).argmax(dim=1) == y)
    return [right[rows].mean().item() for rows in held_out]


rates, best = (0.001, 0.003, 0.01, 0.03, 0.1), []
for name, muons in (("AdamW", ()), ("Muon", (3, 5, 7))):
    runs = [[scores(muons, lr, s) for s in range(3)] for lr in rates]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    pick = val.mean(dim=1).argmax()
    assert 0 < pick < 4  # inside the grid
    deviation, mean = torch.std_mean(test[pick])
    best.append(mean)
    error = f"± {deviation / 3**0.5:.1f} %"
    print(f"{name:5} at rate {rates[pick]}: {mean:.1f} {error}")
    plt.plot(test[pick], [name] * 3, "C0o")
assert best[1] > best[0] + 3

plt.title("After 100 steps Muon is ahead")
plt.xlabel("test accuracy (percent; dots: 3 seeds)")
plt.show()
# --8<-- [end:evidence]
