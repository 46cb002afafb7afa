# --8<-- [start:idea]
import torch


def survives(dtype, update):
    """Share of weights that a relative update of this size moves."""
    w = torch.rand(1000).to(dtype)
    return (w + update * w != w).double().mean().item()


torch.manual_seed(0)
print("          70,000     1e-8  3,000 ones  moved: 0.001  0.003")
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    large, small = torch.tensor([7e4, 1e-8], dtype=dtype).tolist()
    total = torch.zeros((), dtype=dtype)
    for _ in range(3000):
        total += 1
    moved = [survives(dtype, update) for update in (0.001, 0.003)]
    line = f"{str(dtype)[6:]:8} {large:7.0f}  {small:.1e} {total:11.0f}"
    print(line, "{:13.1%} {:6.1%}".format(*moved))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
single, half, brain = torch.float32, torch.float16, torch.bfloat16


def accuracy(lr, seed, weights, autocast):
    """On new rows, after 8 epochs of SGD."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1200, 597])
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU())
    model.append(nn.Linear(64, 10)).to(weights)
    optimizer = torch.optim.SGD(model.parameters(), lr)
    scaler = torch.amp.GradScaler("cpu", enabled=autocast == half)
    for _ in range(8):
        for rows in train[torch.randperm(1200)].split(50):
            optimizer.zero_grad()
            with torch.autocast("cpu", autocast, autocast != weights):
                logits = model(X[rows].to(weights))
                loss = nn.functional.cross_entropy(logits, y[rows])
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
    right = model(X[test].to(weights)).argmax(1) == y[test]
    return right.double().mean().item()


table = []
print("accuracy, 3 seeds   rate 0.01  rate 0.3")
for name, weights, autocast in (
    ("float32", single, single),
    ("autocast float16", single, half),
    ("autocast bfloat16", single, brain),
    ("weights bfloat16", brain, brain),
):
    means = [
        sum(accuracy(lr, k, weights, autocast) for k in range(3)) / 3
        for lr in (0.01, 0.3)
    ]
    table.append(means)
    print("{:18} {:10.0%} {:9.0%}".format(name, *means))
(slow, fast), *autocasts, (slow_brain, fast_brain) = table
assert slow_brain < slow - 0.05 and abs(fast_brain - fast) < 0.02
for means in autocasts:
    assert abs(means[0] - slow) < 0.01 and abs(means[1] - fast) < 0.01

updates = [2.0**-k for k in range(6, 14)]
for dtype in (half, brain):
    shares = [survives(dtype, update) for update in updates]
    plt.semilogx(updates, shares, "o-", label=str(dtype)[6:])
plt.xlabel("update, as a share of the weight")
plt.ylabel("share of weights that move")
plt.title("Small updates are lost in bfloat16")
plt.legend()
plt.show()
# --8<-- [end:evidence]
