# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
for norm in (nn.Identity, nn.BatchNorm1d):
    for scale in (0.1, 1, 10):
        torch.manual_seed(0)
        model = nn.Sequential()
        for _ in range(6):
            layer = nn.Linear(64, 64, bias=False)
            std = scale * (2 / 64) ** 0.5  # He's, times the scale
            nn.init.normal_(layer.weight, std=std)
            model.extend([layer, norm(64), nn.ReLU()])
        model.append(nn.Linear(64, 10))
        loss = nn.functional.cross_entropy(model(X), y)
        loss.backward()
        grad = model[0].weight.grad.norm()
        name = f"{norm.__name__:11} scale {scale:<4}"
        print(f"{name} loss {loss:.3e}  gradient {grad:.1e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

X = X.double()  # so that processors print the same


def train(norm, scale, lr, seed):
    """Validation and test accuracy after 30 steps of Adam."""
    torch.manual_seed(seed)
    rows, val, test = torch.randperm(len(X)).split([400, 300, 1097])
    model = nn.Sequential()
    for _ in range(6):
        layer = nn.Linear(64, 64, bias=False)
        nn.init.normal_(layer.weight, std=scale * 32**-0.5)
        model.extend([layer, norm(64), nn.ReLU()])
    model.append(nn.Linear(64, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(30):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    right = (model(X).argmax(1) == y).float()
    return right[val].mean(), right[test].mean()


best = {}
print("2 seeds      scale   best rate   test accuracy")
for norm, color in ((nn.Identity, "C1"), (nn.BatchNorm1d, "C0")):
    for scale in (0.1, 1, 10):
        tried = {}
        for lr in (0.001, 0.004, 0.016, 0.064, 0.256):
            runs = [train(norm, scale, lr, seed) for seed in range(2)]
            tried[lr] = torch.tensor(runs).mean(0)
        lr = max(tried, key=lambda lr: tried[lr][0])
        right = best[norm, scale] = tried[lr][1].item()
        print(f"{norm.__name__:11}  {scale:<5}   {lr:<9} {right:10.2f}")
    rights = [best[norm, scale] for scale in (0.1, 1, 10)]
    plt.plot([0.1, 1, 10], rights, color=color, label=norm.__name__)
    if norm is nn.BatchNorm1d:
        assert min(rights) > 0.8
    else:
        assert rights[0] < 0.5 and rights[2] < rights[1] - 0.1
plt.xscale("log")
plt.xticks([0.1, 1, 10], ["0.1", "1", "10"])
plt.ylim(0, 1)
plt.xlabel("scale of the start, times He")
plt.ylabel("test accuracy at the best rate")
plt.title("With batch norm every scale trains")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
