# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[:500]).float(), torch.tensor(y[:500])
X = X / 16  # pixels from 0 to 1
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))

print(f"ln 10              {torch.tensor(10).log():.2f}")
print(f"first loss         {F.cross_entropy(model(X), y):.2f}")
loss = F.cross_entropy(model(255 * X), y)
print(f"pixels 0 to 255   {loss:5.2f}")
loss = F.cross_entropy(model(X), y, reduction="sum")
print(f"a sum, not a mean  {loss:.0f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import math

import matplotlib.pyplot as plt

ln10 = math.log(10)
losses = torch.empty(3, 5, 21)  # (start, seed, step)
names = "pixels 0 to 255", "pixels 0 to 1", "last layer zero"
print("5 seeds            first loss    after 3 steps   20, mean")
for i, name in enumerate(names):
    inputs = 255 * X if name == "pixels 0 to 255" else X
    for seed in range(5):
        torch.manual_seed(seed)
        layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
        model = nn.Sequential(*layers)
        if name == "last layer zero":
            nn.init.zeros_(model[2].weight)
            nn.init.zeros_(model[2].bias)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for step in range(21):
            loss = F.cross_entropy(model(inputs), y)
            losses[i, seed, step] = loss.item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    first, later = losses[i, :, 0], losses[i, :, 3]
    print(f"{name:16} {first.min():5.2f} to {first.max():5.2f}", end="")
    print(f"  {later.min():5.2f} to {later.max():5.2f}", end="")
    print(f"   {losses[i, :, 20].mean():.2f}")
    plt.plot(losses[i].T, color=f"C{i}", lw=0.8)
    plt.plot(losses[i, 0], f"C{i}", lw=0.8, label=f"{name}, 5 seeds")
raw, scaled, zero = losses
assert raw[:, 0].min() > 15 and raw[:, 3].min() > 2 * ln10
assert losses[1:, :, 3].max() < ln10
assert (scaled[:, 0] - ln10).abs().max() < 0.1
assert (zero[:, 0] - ln10).abs().max() < 1e-6

yes = torch.eye(11)[0]  # 1 yes to 10 no
for bias in (0, math.log(1 / 10)):
    loss = F.binary_cross_entropy_with_logits(0 * yes + bias, yes)
    print(f"1 yes to 10 no, last bias {bias:5.2f}: {loss:.3f}")

plt.axhline(ln10, ls="--", color="gray", label="ln 10, guessing")
plt.title("A start above ln 10 has to be unlearned")
plt.xlabel("step")
plt.xticks(range(0, 21, 5))
plt.ylabel("cross-entropy (nats)")
plt.yscale("log")
plt.yticks([1, 3, 10, 30], [1, 3, 10, 30])
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
