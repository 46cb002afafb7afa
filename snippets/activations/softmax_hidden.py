import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
z = torch.rand(8, 32, requires_grad=True)  # (batch, features)
print("slope by      itself  other features  other samples")
for layer in nn.ReLU(), nn.Softmax(1), nn.BatchNorm1d(32):
    (slope,) = torch.autograd.grad(layer(z)[0, 0], z)
    own, features = slope[0, 0], slope[0, 1:].abs().max()
    samples = slope[1:].abs().max()
    print(f"{type(layer).__name__:11}  {own:6.3f}", end="")
    print(f"  {features:14.4f}  {samples:13.4f}")
    assert (features > 0) == isinstance(layer, nn.Softmax)
    assert (samples > 0) == isinstance(layer, nn.BatchNorm1d)
    assert (own < 0.1) == isinstance(layer, nn.Softmax)

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
scaled = nn.Softmax(1)  # times the width: mean 1, not 1/32
scaled.register_forward_hook(lambda layer, args, out: 32 * out)
assert scaled(z).mean().isclose(torch.tensor(1.0))
names = "ReLU", "softmax x 32", "softmax", "softmax"
layers = nn.ReLU(), scaled, nn.Softmax(1), nn.Softmax(1)
score = torch.zeros(4, 5)  # (runs, seeds)
for k, lr in enumerate([0.01, 0.01, 0.01, 0.1]):
    for seed in range(5):
        torch.manual_seed(seed)
        model = nn.Sequential()
        for n_in in 64, 32, 32:
            model.append(nn.Linear(n_in, 32)).append(layers[k])
        model.append(nn.Linear(32, 10))
        optimizer = torch.optim.Adam(model.parameters(), lr)
        for _ in range(100):
            optimizer.zero_grad()
            logits = model(X[:500])
            nn.functional.cross_entropy(logits, y[:500]).backward()
            optimizer.step()
        hits = model(X[500:]).argmax(1) == y[500:]
        score[k, seed] = hits.float().mean()
    print(f"{names[k]:12}  lr {lr:<4}  accuracy", end="")
    low, mean, high = score[k].min(), score[k].mean(), score[k].max()
    print(f" {mean:.1f} ({low:.1f} to {high:.1f})")

assert (score[1].mean() - score[0].mean()).abs() < 0.05
assert score[2].mean() < score[0].mean() - 0.5
assert score[3].mean() < score[0].mean() - 0.1
