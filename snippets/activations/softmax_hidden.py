# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
z = torch.rand(8, 32, requires_grad=True)  # (samples, features)
print("slope by      itself  other features  other samples")
mixes = {}
for layer in (nn.ReLU(), nn.Softmax(dim=1), nn.BatchNorm1d(32)):
    (slope,) = torch.autograd.grad(layer(z)[0, 0], z)
    own, features = slope[0, 0], slope[0, 1:].abs().max()
    samples = slope[1:].abs().max()
    name = type(layer).__name__
    mixes[name] = (features.item() > 0, samples.item() > 0)
    print(f"{name:11}  {own:6.3f}", end="")
    print(f"  {features:14.4f}  {samples:13.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

assert mixes["ReLU"] == (False, False)
assert mixes["Softmax"] == (True, False)
assert mixes["BatchNorm1d"] == (False, True)

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


class ScaledSoftmax(nn.Module):
    """Softmax over the features times their number: mean 1."""

    def forward(self, z):
        return z.shape[-1] * z.softmax(dim=-1)


def train(activation, lr, seed):
    """Accuracies after 60 steps on 800 images: (validation, test)."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(1797).split([800, 300, 697])
    model = nn.Sequential()
    for n_in in (64, 32):
        model.extend([nn.Linear(n_in, 32), activation])
    model.append(nn.Linear(32, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(60):
        rows = train[torch.randint(800, (100,))]
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = 100.0 * (model(X).argmax(dim=1) == y)
    return right[val].mean().item(), right[test].mean().item()


lrs = (0.002, 0.01, 0.05, 0.25)
mean = {}
print("\ntwo hidden layers    lr     test, 8 seeds")
for layer in (nn.ReLU(), ScaledSoftmax(), nn.Softmax(dim=1)):
    runs = [[train(layer, lr, s) for s in range(8)] for lr in lrs]
    val, test = torch.tensor(runs).unbind(dim=2)  # (lr, seed)
    best = val.mean(dim=1).argmax()
    name = type(layer).__name__
    error, mean[name] = torch.std_mean(test[best])
    print(f"{name:19}  {lrs[best]:<5}", end="")
    print(f"  {mean[name]:.0f}% ± {error / 8**0.5:.0f}%")

assert abs(mean["ReLU"] - mean["ScaledSoftmax"]) < 5
for name in ("ReLU", "ScaledSoftmax"):
    assert mean[name] > mean["Softmax"] + 8
# --8<-- [end:evidence]
