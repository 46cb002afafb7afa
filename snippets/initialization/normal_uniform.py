# --8<-- [start:idea]
import torch

torch.manual_seed(0)
n, std = 256, (2 / 256) ** 0.5
draws = {
    "normal": torch.randn(n, n) * std,
    "uniform": (torch.rand(n, n) * 2 - 1) * 3**0.5 * std,
    "coin flips": (torch.randint(2, (n, n)) * 2 - 1) * std,
}
x = torch.rand(n)  # one input, not at all normal
print("weights      std  their sums: std   beyond 2 std")
for law, weight in draws.items():
    sums = weight @ x
    far = (sums.abs() > 2 * sums.std()).float().mean()
    print(f"{law:10} {weight.std():.4f} {sums.std():10.2f} {far:12.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64: exact to print


def train(law, scale, lr, seed):
    """Test accuracy in %: four ReLU layers, He's std times scale."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([500, 1297])
    model = nn.Sequential()
    for _ in range(4):
        model.extend([nn.Linear(64, 64), nn.ReLU()])
    model.append(nn.Linear(64, 10)).double()
    for layer in model[::2]:
        std, bound = scale * 32**-0.5, scale * (6 / 64) ** 0.5
        nn.init.zeros_(layer.bias)
        nn.init.normal_(layer.weight, std=std)
        if law == "uniform":
            nn.init.uniform_(layer.weight, -bound, bound)
        elif law == "coin flips":
            with torch.no_grad():
                layer.weight.sign_().mul_(std)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(40):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X[test]).argmax(1) == y[test]).float().mean()
    return 100 * right.item()


normal, arms = {}, [("uniform", 1), ("coin flips", 1)]
arms += [("normal", 0.1), ("normal", 10)]
print("test accuracy minus that of normal weights, points, 4 seeds")
for lr, shift in ((0.005, -0.1), (0.02, 0.1)):
    seeds = range(4)
    base = torch.tensor([train("normal", 1, lr, s) for s in seeds])
    assert base.min() > 75
    for place, (law, scale) in enumerate(arms):
        right = [train(law, scale, lr, seed) for seed in seeds]
        gains = torch.tensor(right) - base
        told = f"{gains.mean():6.1f} ± {gains.std() / 2:.1f}"
        print(f"rate {lr:<6} {law:10} x {scale:<4} {told}")
        color = "C0" if shift < 0 else "C1"
        plt.plot([place + shift] * 4, gains, "o", color=color)
        if scale == 1:
            assert gains.mean().abs() < 2.5
        else:
            assert gains.mean() < -5
plt.xticks(range(4), [f"{law}\nx {scale}" for law, scale in arms])
plt.ylabel("points of test accuracy to normal x 1")
plt.annotate("rate 0.005", (2.1, -50), color="C0")
plt.annotate("rate 0.02", (2.3, -20), color="C1")
plt.title("The scale of the weights matters, the shape does not")
plt.show()
# --8<-- [end:evidence]
