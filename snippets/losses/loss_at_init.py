import math

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[:500], dtype=torch.float32), torch.tensor(y[:500])
ln10 = math.log(10)
print(f"ln 10 is {ln10:.2f}      first loss      after 20 steps")
starts = {  # inputs, and what multiplies the last layer
    "pixels 0 to 255": (X * 255 / 16, 1),
    "pixels 0 to 1": (X / 16, 1),
    "last layer zero": (X / 16, 0),
}
losses = torch.zeros(3, 5, 21)  # (starts, seeds, steps)
for i, (name, (inputs, factor)) in enumerate(starts.items()):
    for seed in range(5):
        torch.manual_seed(seed)
        last = nn.Linear(64, 10)
        with torch.no_grad():
            last.weight *= factor
            last.bias *= factor
        model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), last)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for step in range(21):
            loss = F.cross_entropy(model(inputs), y)
            losses[i, seed, step] = loss.item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    first, final = losses[i, :, 0], losses[i, :, 20]
    print(
        f"{name:16} {first.min():6.2f} to {first.max():5.2f}"
        f"   {final.min():5.2f} to {final.max():.2f}"
    )
    plt.plot(losses[i].T, color=f"C{i}", lw=0.8, alpha=0.7)
    plt.plot([], color=f"C{i}", label=f"{name}, 5 seeds")
raw, scaled, zero = losses
assert raw[:, 0].min() > 15
assert raw[:, :4].min() > 2 * ln10  # three steps lost
assert (scaled[:, 0] - ln10).abs().max() < 0.1
assert (zero[:, 0] - ln10).abs().max() < 1e-6
assert raw[:, 20].mean() > 1.2 * losses[1:, :, 20].mean(dim=1).max()

target = torch.eye(11)[0]  # 1 yes to 10 no
for bias in (0, math.log(1 / 10)):
    logits = torch.full((11,), float(bias))
    loss = F.binary_cross_entropy_with_logits(logits, target)
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
