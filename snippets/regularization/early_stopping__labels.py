import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def train(wrong, seed):
    """Test accuracy (clean) by epoch; that of the best epoch."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([600, 300, 897])
    other = (y + 1 + torch.randint(9, y.shape)) % 10
    given = torch.where(torch.rand(len(y)) < wrong, other, y)
    layers = nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses, curve, best = [], [], 0
    for epoch in range(40):
        model.train()
        for i in train[torch.randperm(600)].split(100):
            optimizer.zero_grad()
            cross_entropy(model(X[i]), given[i]).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            losses.append(cross_entropy(model(X[val]), given[val]))
            right = model(X[test]).argmax(1) == y[test]
        curve.append(100 * right.double().mean().item())
        if losses[-1] < losses[best] and epoch - best <= 5:  # patience
            best = epoch
    return curve, curve[best]


print("4 seeds, test accuracy: best  last weights  difference")
for wrong, color, least, most in (
    (0, "gray", -1, 1),
    (0.4, "C1", 10, 30),
):
    runs = [train(wrong, seed) for seed in range(4)]
    curves = torch.tensor([curve for curve, _ in runs])
    kept = torch.tensor([best for _, best in runs])
    last = curves[:, -1]
    gain, error = (kept - last).mean(), (kept - last).std() / 4**0.5
    row = f"{kept.mean():11.0f}% {last.mean():9.0f}%"
    print(f"{wrong:4.0%} wrong labels {row} {gain:11.1f} ± {error:.1f}")
    assert least < gain < most
    plt.plot(range(1, 41), curves.T, color=color, lw=0.8)
    plt.plot([], color=color, label=f"{wrong:.0%} wrong, 4 seeds")
plt.title("With wrong labels, the end is worse")
plt.xlabel("epoch")
plt.ylabel("accuracy on clean test labels, %")
plt.legend(loc="lower right")
plt.show()
