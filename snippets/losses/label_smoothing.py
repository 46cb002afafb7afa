import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import Tensor, nn


def smoothed_loss(
    logits: Tensor, y: Tensor, smoothing: float
) -> Tensor:
    """Cross-entropy of each example against smoothed targets, nats.

    logits: (batch, classes); y: (batch,); smoothing: 0 to 1.
    """
    target = F.one_hot(y, logits.shape[1])
    target = (1 - smoothing) * target + smoothing / logits.shape[1]
    return -(target * logits.log_softmax(1)).sum(1)


torch.set_default_dtype(torch.double)
# One example of class 0, whose logit leads the nine others
lead = torch.linspace(0, 12, 1201)
z = F.pad(lead[:, None], (0, 9)).requires_grad_()  # (1201, 10)
y = torch.zeros(1201).long()
for smoothing, name in ((0, "hard labels"), (0.1, "smoothing 0.1")):
    curve = smoothed_loss(z, y, smoothing)
    built_in = F.cross_entropy(z, y, label_smoothing=smoothing)
    gap = curve.mean() - built_in
    (slope,) = torch.autograd.grad(gap, z)
    assert abs(gap) < 1e-12 and slope.abs().max() < 1e-15
    i = curve.argmin()
    print(f"{name:13}  lowest loss {curve[i]:.4f} at a lead of", end="")
    print(f" {lead[i]:.2f}, p = {z[i].softmax(0)[0]:.2f}")
    plt.plot(lead[::20], curve.detach()[::20], label=name)

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X) / 16, torch.tensor(y)


def train(smoothing, wrong, seed):
    """Accuracy and mean confidence on 797 correctly labeled images."""
    torch.manual_seed(seed)
    rows, test = torch.randperm(len(X))[:997].split([200, 797])
    relabel = torch.rand(200) < wrong
    labels = torch.where(relabel, torch.randint(10, (200,)), y[rows])
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(100):
        loss = smoothed_loss(model(X[rows]), labels, smoothing).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    confidence, guess = model(X[test]).softmax(1).max(1)
    return (guess == y[test]).double().mean(), confidence.mean().item()


print("relabeled  smoothing   accuracy   confidence  excess (spread)")
excess = []
for wrong, smoothing in ((0, 0), (0, 0.1), (0.3, 0), (0.3, 0.1)):
    runs = [train(smoothing, wrong, seed) for seed in range(5)]
    right, sure = torch.tensor(runs).T
    over = sure - right
    row = f"{right.mean():10.2f} {sure.mean():12.2f}"
    row += f" {over.mean():+9.2f} ({over.std():.2f})"
    print(f"{wrong:9.0%} {smoothing:10} {row}")
    excess.append(over.mean())
assert 0 < excess[0] < -excess[1]  # now too modest
assert excess[2] > abs(excess[3]) + 0.1  # a cure

plt.title("Smoothing gives the loss a bottom")
plt.xlabel("lead of the true class's logit")
plt.ylabel("loss of one example (nats)")
plt.legend(loc="upper right")
plt.show()
