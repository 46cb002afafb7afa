# --8<-- [start:idea]
from copy import deepcopy

from torch import nn


class EarlyStopping:
    """patience: how many checks in a row may fail to improve.

    To improve is to be lower by more than min_delta; nan never is."""

    def __init__(self, patience: int, min_delta: float = 0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_state, self.waited = float("inf"), None, 0

    def should_stop(self, model: nn.Module, val_loss: float) -> bool:
        self.waited += 1
        if val_loss < self.best - self.min_delta:
            self.best, self.waited = val_loss, 0
            # a copy: state_dict alone would follow the training
            self.best_state = deepcopy(model.state_dict())
        return self.waited >= self.patience


stopper = EarlyStopping(patience=2)
for val_loss in (0.9, 0.5, 0.4, 0.5, 0.7):
    stop = stopper.should_stop(nn.Identity(), val_loss)
    print(f"loss {val_loss}, best {stopper.best}, stop: {stop}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def train(wrong, seed):
    """Test accuracy (clean) by epoch; with the best weights."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([600, 300, 897])
    other = (y + 1 + torch.randint(9, y.shape)) % 10
    given = torch.where(torch.rand(len(y)) < wrong, other, y)
    layers = nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    stopper, stop, curve = EarlyStopping(patience=5), False, []
    for _ in range(40):  # a real loop breaks when it should stop
        model.train()
        for i in train[torch.randperm(600)].split(100):
            optimizer.zero_grad()
            cross_entropy(model(X[i]), given[i]).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            val_loss = cross_entropy(model(X[val]), given[val]).item()
            right = model(X[test]).argmax(1) == y[test]
        curve.append(100 * right.double().mean().item())
        stop = stop or stopper.should_stop(model, val_loss)
    model.load_state_dict(stopper.best_state)
    right = model(X[test]).argmax(1) == y[test]
    return curve, 100 * right.double().mean().item()


print("4 seeds, test accuracy: best  last weights  difference")
for wrong, color in ((0, "gray"), (0.4, "C1")):
    runs = [train(wrong, seed) for seed in range(4)]
    curves = torch.tensor([curve for curve, _ in runs])
    kept = torch.tensor([best for _, best in runs])
    gain = kept - curves[:, -1]
    print(f"{wrong:4.0%} wrong labels {kept.mean():11.0f}%", end="")
    print(f"{curves[:, -1].mean():10.0f}% {gain.mean():11.1f}", end="")
    print(f" ± {gain.std() / 4**0.5:.1f}")
    if wrong:
        assert gain.mean() > 10
    else:
        assert gain.mean().abs() < 1
    plt.plot(range(1, 41), curves.T, color=color, lw=0.8)
    plt.plot([], color=color, label=f"{wrong:.0%} wrong, 4 seeds")
plt.title("With wrong labels, the end is worse")
plt.xlabel("epoch")
plt.ylabel("accuracy on clean test labels, %")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
