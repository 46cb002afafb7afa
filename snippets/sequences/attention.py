# --8<-- [start:idea]
import torch
from torch.nn import functional as F


def attention(q, k, v):
    """Queries (…, n, d), keys (…, m, d), values (…, m, e)."""
    scores = q @ k.mT / q.shape[-1] ** 0.5  # (…, n, m)
    weights = scores.softmax(dim=-1)  # each row sums to 1
    return weights @ v  # (…, n, e)


keys = torch.tensor([[3.0, 0, 0], [0, 3, 0], [0, 0, 3]])
values = torch.tensor([[10.0], [20], [60]])
q = torch.tensor([[0.0, 3, 0], [3, 3, 0], [0, 0, 0]])
found = attention(q, keys, values)  # (3, 1)
print(f"a query like key 2:      {found[0].item():.1f}")
print(f"like keys 1 and 2:       {found[1].item():.1f}")
print(f"like none more than all: {found[2].item():.1f}")
builtin = F.scaled_dot_product_attention(q, keys, values)
print(f"equals the built-in: {torch.allclose(found, builtin)}")
# --8<-- [end:idea]
# --8<-- [start:scores]
import matplotlib.pyplot as plt

torch.manual_seed(0)
sizes, raw, divided = (4, 16, 64, 256, 1024), [], []
print("   d   scores ±   largest of 16 weights   divided by √d")
for d in sizes:
    scores = torch.randn(500, 1, d) @ torch.randn(500, 16, d).mT
    raw.append(scores.softmax(-1).amax(-1).mean())
    divided.append((scores / d**0.5).softmax(-1).amax(-1).mean())
    row = f"{d:4} {scores.std():10.1f} {raw[-1]:23.2f}"
    print(f"{row} {divided[-1]:15.2f}")
    assert 0.9 < scores.std() / d**0.5 < 1.1
    assert 0.2 < divided[-1] < 0.3
assert raw[-1] > 0.94 and raw[0] < 0.55
plt.semilogx(sizes, raw, "o-", label="as they are")
plt.semilogx(sizes, divided, "o-", label="divided by √d")
plt.xlabel("d, the size of queries and keys")
plt.ylabel("largest of 16 weights, mean")
plt.title("Undivided, one key takes nearly all")
plt.legend()
plt.show()
# --8<-- [end:scores]


# --8<-- [start:train]
def error(scale, start, lr, seed, d=256):
    """Of one head that learns to find its own key among 16."""
    torch.manual_seed(seed)
    W = torch.randn(2, d, d).double() * start / d**0.5  # for q, for k
    optimizer = torch.optim.Adam([W.requires_grad_()], lr)
    rows, losses = torch.arange(8), []
    for _ in range(40):
        x = torch.randn(8, 16, d).double()  # (batch, key, d)
        values = torch.randn(8, 16, 8).double()
        own = torch.randint(16, (8,))
        q, k = x[rows, own][:, None] @ W[0], x @ W[1]
        found = (q @ k.mT * scale).softmax(-1) @ values
        loss = (found[:, 0] - values[rows, own]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses[-10:]) / 10


arms = {
    "as they are": (1, 1),
    "divided by √d": (1 / 16, 1),
    "smaller start": (1, 1 / 4),
}
print("d = 256        best rate   error (3 seeds)")
for name, (scale, start) in arms.items():
    runs = {
        lr: [error(scale, start, lr, seed) for seed in range(3)]
        for lr in (0.001, 0.003, 0.01, 0.03)
    }
    lr = min(runs, key=lambda lr: sum(runs[lr]))
    low, high = min(runs[lr]), max(runs[lr])
    print(f"{name:14} {lr:9} {low:8.1g} to {high:.1g}")
    assert low > 1 or (high < 0.3 and name != "as they are")
# --8<-- [end:train]
