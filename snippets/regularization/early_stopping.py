# --8<-- [start:class]
from copy import deepcopy

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy


class EarlyStopping:
    """Say when to stop, and keep the best weights until then.

    patience: how many checks in a row may fail to improve.
    """

    def __init__(self, patience: int):
        self.patience, self.waited = patience, 0
        self.best = float("inf")

    def stop(self, model: nn.Module, val_loss: float) -> bool:
        """Call after each check; a loss of nan never improves."""
        if val_loss < self.best:
            self.best, self.waited = val_loss, 0
            # a copy: state_dict alone would follow the training
            self.state = deepcopy(model.state_dict())
        else:
            self.waited += 1
        return self.waited >= self.patience

    def restore(self, model: nn.Module) -> None:
        """Load the best weights; AttributeError before any check."""
        model.load_state_dict(self.state)


# --8<-- [end:class]
# --8<-- [start:run]
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)


def train(wrong, seed):
    """Test curve; test accuracy: best weights, last weights."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([600, 300, 897])
    other = (y + 1 + torch.randint(9, y.shape)) % 10
    given = torch.where(torch.rand(len(y)) < wrong, other, y)
    layers = nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10)
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    stopper, done, curve = EarlyStopping(patience=5), False, []
    for epoch in range(40):
        for i in train[torch.randperm(len(train))].split(100):
            loss = cross_entropy(model(X[i]), given[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        right = model(X[test]).argmax(1) == y[test]  # clean
        curve.append(right.float().mean().item())
        val_loss = cross_entropy(model(X[val]), given[val]).item()
        if not done:  # a real loop breaks when done
            done = stopper.stop(model, val_loss)
            if stopper.waited == 0:
                best = epoch
    assert done or not wrong  # clean: some seeds improve to the end
    stopper.restore(model)
    val_loss = cross_entropy(model(X[val]), given[val]).item()
    assert abs(val_loss - stopper.best) < 1e-6
    return curve, curve[best], curve[-1]


print("5 seeds       test accuracy: best weights  last weights")
for wrong, color in ((0, "gray"), (0.4, "C1")):
    runs = [train(wrong, seed) for seed in range(5)]
    curves = torch.tensor([curve for curve, _, _ in runs])
    kept = torch.tensor([best for _, best, _ in runs])
    gain = kept - torch.tensor([last for _, _, last in runs])
    print(
        f"{wrong:4.0%} wrong labels            {kept.mean():.2f}"
        f"          {curves[:, -1].mean():.2f}"
    )
    if wrong:
        assert gain.min() > 0.1
    else:
        assert gain.mean().abs() < 0.01
    label = f"{wrong:.0%} wrong labels, 5 seeds"
    plt.plot(range(1, 41), curves.T, color=color, lw=0.8)
    plt.plot([], color=color, label=label)
plt.title("With wrong labels, the end is worse")
plt.xlabel("epoch")
plt.ylabel("accuracy on clean test labels")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:run]
