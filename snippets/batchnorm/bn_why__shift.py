import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.set_default_dtype(torch.float64)  # alike on all processors
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 8 - 1), torch.tensor(y)


class NoisyBatchNorm(nn.BatchNorm1d):
    def forward(self, z):
        return super().forward(z) + 1.5 * torch.rand(z.shape[1]) - 0.75


@torch.no_grad()
def unit_means(model):
    """Of 500 fixed images, in front of each ReLU, in deviations."""
    outputs, means = X[:500], []
    for layer in model:
        if isinstance(layer, nn.ReLU):
            means.append(outputs.mean(0) / outputs.std(0))
        outputs = layer(outputs)
    return torch.cat(means)


def train(norm, lr, seed):
    """Accuracy in training, and how far one step moves the means."""
    torch.manual_seed(seed)
    model = nn.Sequential()
    for n_in in [64] + [32] * 7:
        model.extend([nn.Linear(n_in, 32), norm(32), nn.ReLU()])
        nn.init.kaiming_normal_(model[-3].weight)
    model.append(nn.Linear(32, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    moved = []
    for step, i in enumerate(torch.randint(len(X), (100, 64))):
        before = unit_means(model) if step % 20 == 10 else None
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
        if before is not None:
            moved.append((unit_means(model) - before).abs().mean())
    right = (model(X).argmax(1) == y).float().mean()
    return right.item(), (sum(moved) / len(moved)).item()


print("training accuracy at rate 0.05   0.3     1  moves by")
accuracies, moves = [], []
for norm in (nn.Identity, nn.BatchNorm1d, NoisyBatchNorm):
    rates = 0.05, 0.3, 1
    runs = [[train(norm, lr, s) for s in range(3)] for lr in rates]
    right, moved = torch.tensor(runs).unbind(2)  # (rate, seed)
    rate = right.mean(1).argmax()
    row = "".join(f"{mean:6.0%}" for mean in right.mean(1))
    print(f"{norm.__name__:23}{row}{moved[rate].mean():10.2f}")
    plt.plot(moved[rate], 100 * right[rate], "o", label=norm.__name__)
    accuracies.append(right[rate].mean())
    moves.append(moved[rate].mean())
assert accuracies[0] + 0.1 < accuracies[2] < accuracies[1]
assert moves[1] < 0.05 and moves[2] > 1.2 * moves[0]
plt.title("The inputs shift more, and it still trains")
plt.xlabel("move of a unit's mean in one step (deviations)")
plt.ylabel("training accuracy (percent)")
plt.ylim(0, 105)
plt.legend(loc="lower right")
plt.show()
