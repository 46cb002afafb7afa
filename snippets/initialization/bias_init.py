# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.linspace(-2, 4, 200).unsqueeze(1)  # (200, 1)
y = torch.sin(2 * X)


# returns kinks at the start, then the error and the curve in the end
def fit(start, lr):
    model = nn.Sequential(nn.Linear(1, 64), nn.ReLU(), nn.Linear(64, 1))
    if start == "zero":
        nn.init.zeros_(model[0].bias)
    kinks = -model[0].bias / model[0].weight[:, 0]  # where z is 0
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(300):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return len(kinks.unique()), loss.item(), model(X).detach()


for start in ("zero", "default"):
    kinks, mse, _ = fit(start, 0.003)
    print(f"{start:8} {kinks:2} kinks at the start, then MSE {mse:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

print("sin 2x, 5 seeds: middle MSE   zero     default")
for lr in (0.003, 0.03):
    middle = {}
    for color, start in (("C1", "zero"), ("C0", "default")):
        errors = []
        for seed in range(5):
            torch.manual_seed(seed)
            _, mse, curve = fit(start, lr)
            errors.append(mse)
        middle[start] = torch.tensor(errors).median()
        if lr < 0.01:
            plt.plot(X, curve, color, label=f"{start} biases")
    told = f"{middle['zero']:.3f}    {middle['default']:.3f}"
    print(f"rate {lr:<22}  {told}")
    ratio = middle["zero"] / middle["default"]
    if lr < 0.01:
        assert ratio > 5
    else:
        assert ratio < 3

plt.plot(X, y, "--", color="gray", label="sin 2x")
plt.gca().set(xlabel="x", ylabel="fit, rate 0.003")
plt.title("Zero biases put every kink at x = 0")
plt.legend(loc=(0.3, 0.03))
plt.show()

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def accuracy(bias, seed):
    """Test accuracy in % of two hidden layers on digits."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X)).split([1297, 500])
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.extend([nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 10)])
    model.double()
    for layer in model[::2]:
        nn.init.constant_(layer.bias, bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(50):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return 100 * (model(X[test]).argmax(1) == y[test]).double().mean()


zero = torch.stack([accuracy(0, seed) for seed in range(5)])
for bias in (0.01, 0.1):
    right = torch.stack([accuracy(bias, seed) for seed in range(5)])
    gain, error = (right - zero).mean(), (right - zero).std() / 5**0.5
    print(f"digits, {bias:<4} minus 0: {gain:+.2f} ± {error:.2f} %")
    assert gain.abs() < 1.5
# --8<-- [end:evidence]
