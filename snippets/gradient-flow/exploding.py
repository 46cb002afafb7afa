# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(100, 64)  # (batch, features)
for scale in (1.0, 1.5, 2.0):
    hidden = X
    for _ in range(50):
        layer = nn.Linear(64, 64, bias=False)
        nn.init.kaiming_normal_(layer.weight)
        hidden = torch.relu(layer(hidden)) * scale  # as weights * scale
    print(f"weights {scale} × He, 50 layers: × {hidden.std():.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import math

import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch.nn.utils import clip_grad_norm_

for scale in (2, 4, 8):
    hidden, layers = X, 0
    while hidden.isfinite().all():
        layer = nn.Linear(64, 64, bias=False)
        nn.init.kaiming_normal_(layer.weight)
        hidden = torch.relu(layer(hidden)) * scale
        layers += 1
    limit = math.log(torch.finfo(torch.float32).max) / math.log(scale)
    print(f"× {scale}: infinite after {layers} layers", end="")
    print(f", ln max / ln {scale} = {limit:.0f}")
    assert abs(layers - limit) < 0.15 * limit

torch.set_default_dtype(torch.float64)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def train(scale, optimizer_class, clip, lr, seed):
    """Accuracies after 100 steps: (validation, test)."""
    torch.manual_seed(seed)
    model = nn.Sequential()
    for _ in range(12):
        model.append(nn.Linear(64, 64)).append(nn.ReLU())
        nn.init.kaiming_normal_(model[-2].weight)
        with torch.no_grad():
            model[-2].weight.mul_(scale)
    model.append(nn.Linear(64, 10))
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for _ in range(100):
        rows = torch.randint(1000, (64,))
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        if clip:
            clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    hits = model(X[1000:]).argmax(dim=1) == y[1000:]
    val, test = hits.float().split([300, 497])
    return 100 * val.mean().item(), 100 * test.mean().item()


SGD, Adam = torch.optim.SGD, torch.optim.Adam
arms = {
    "He × 2, SGD": (2, SGD, False, (1e-5, 1e-4, 1e-3)),
    "clipped to 1": (2, SGD, True, (0.01, 0.1, 1)),
    "Adam": (2, Adam, False, (0.001, 0.01, 0.1)),
    "He × 1, SGD": (1, SGD, False, (0.003, 0.03, 0.3)),
}
picks = {}
print("12 layers, 3 seeds  lr      test accuracy")
for name, (scale, optimizer, clip, rates) in arms.items():
    runs = [
        [train(scale, optimizer, clip, lr, s) for s in range(3)]
        for lr in rates
    ]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    pick = val.mean(dim=1).argmax()
    error, mean = torch.std_mean(test[pick])
    picks[name] = rates[pick], mean, test[2].mean()
    print(f"{name:18}  {rates[pick]:<6g}", end="")
    print(f"  {mean:.0f}% ± {error / 3**0.5:.0f}%")
    plt.plot(test[pick], [name] * 3, "o", color="C0", alpha=0.6)
plt.axvline(10, color="gray", linestyle="--", label="guessing")
plt.title("Weights twice He's: tiny steps, or a cure")
plt.xlabel("test accuracy in % (a dot a seed), lr tuned")
plt.legend()
plt.show()

lr, _, fast = picks["He × 2, SGD"]
assert lr < picks["He × 1, SGD"][0] / 100 and fast < 25
assert min(mean for _, mean, _ in picks.values()) > 25
# --8<-- [end:evidence]
