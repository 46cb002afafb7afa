# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-torch.pi, torch.pi, 60)[:, None]  # (60, 1)
one, two, three = nn.Linear(1, 32), nn.Linear(32, 32), nn.Linear(32, 1)

# The three layers folded into one, biases included
W = three.weight @ two.weight @ one.weight  # (1, 1)
b = three(two(one.bias))
folded = x @ W.T + b

for act in (nn.Identity(), nn.ReLU()):
    model = nn.Sequential(one, act, two, act, three)
    gap = (model(x) - folded).abs().max()
    print(f"{type(act).__name__:8}  off by at most {gap:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

y = torch.sin(x)
columns = torch.cat([x, torch.ones_like(x)], dim=1)
line = columns @ torch.linalg.lstsq(columns, y).solution
line_mse = (line - y).square().mean().item()
print(f"best straight line  MSE {line_mse:.3f}")

for act, color in ((nn.Identity(), "C1"), (nn.ReLU(), "C0")):
    name = type(act).__name__
    errors, gaps = [], []
    for seed in range(5):
        torch.manual_seed(seed)
        one, two = nn.Linear(1, 32), nn.Linear(32, 32)
        three = nn.Linear(32, 1)
        model = nn.Sequential(one, act, two, act, three)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(300):
            loss = nn.functional.mse_loss(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            output = model(x)
            W = three.weight @ two.weight @ one.weight
            folded = x @ W.T + three(two(one.bias))
        errors.append((output - y).square().mean().item())
        gaps.append((output - folded).abs().max().item())
        label = None if seed else f"{name}, 5 seeds"
        plt.plot(x, output, color=color, alpha=0.6, label=label)
    print(f"{name:8}  5 seeds   MSE {min(errors):.3f}", end="")
    print(f" to {max(errors):.3f}")
    if name == "Identity":
        assert max(gaps) < 1e-5
        assert max(errors) < line_mse + 1e-3
        assert min(errors) > line_mse - 1e-4
    else:
        assert min(gaps) > 0.1
        assert max(errors) < line_mse / 20
plt.plot(x, y, "--", color="gray", label="target: sin x")
plt.title("Without an activation, depth still draws a line")
plt.xlabel("input x")
plt.ylabel("network's output")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
