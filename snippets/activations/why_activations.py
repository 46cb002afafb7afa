import matplotlib.pyplot as plt
import torch
from torch import nn

x = torch.linspace(-torch.pi, torch.pi, 60)[:, None]  # (60, 1)
y = torch.sin(x)
columns = torch.cat([x, torch.ones_like(x)], dim=1)
line = columns @ torch.linalg.lstsq(columns, y).solution
line_mse = (line - y).square().mean()
print(f"best straight line MSE {line_mse:.3f}")

for act, color in (nn.Identity, "C1"), (nn.ReLU, "C0"):
    errors, gaps = [], []
    for seed in range(5):
        torch.manual_seed(seed)
        one, two = nn.Linear(1, 32), nn.Linear(32, 32)
        three = nn.Linear(32, 1)
        model = nn.Sequential(one, act(), two, act(), three)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(300):
            loss = nn.functional.mse_loss(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        output = model(x).detach()
        errors.append((output - y).square().mean())
        # The three layers folded into one, biases included
        W = three.weight @ two.weight @ one.weight  # (1, 1)
        b = three(two(one.bias))  # what the first bias becomes
        gaps.append((x @ W.T + b - output).abs().max())
        label = None if seed else f"{act.__name__}, 5 seeds"
        plt.plot(x, output, color=color, alpha=0.6, label=label)
    print(f"{act.__name__:8}  5 seeds  MSE {min(errors):.3f}", end="")
    print(f" to {max(errors):.3f}")
    if act is nn.Identity:
        assert max(gaps) < 1e-5  # three layers are one
        assert abs(min(errors) - line_mse) < 1e-4
    else:
        assert min(gaps) > 0.1  # folding no longer works
        assert max(errors) < line_mse / 20
plt.plot(x, y, "--", color="gray", label="target: sin x")
plt.title("Without an activation, depth still draws a line")
plt.xlabel("input x")
plt.ylabel("network's output")
plt.legend(loc="upper left")
plt.show()
