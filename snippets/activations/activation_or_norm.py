# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)  # (1797, 64)


def deep(activation, norm):
    model = nn.Sequential()
    for n_in in [64] + [32] * 9:  # 10 hidden layers
        model.append(nn.Linear(n_in, 32))
        if norm:
            model.append(nn.BatchNorm1d(32))
        model.append(activation())
    return model.append(nn.Linear(32, 10))


for norm in (False, True):
    for act in (nn.Sigmoid, nn.ReLU):
        model = deep(act, norm)
        nn.functional.cross_entropy(model(X), y).backward()
        grad = model[0].weight.grad.norm()  # of the first layer
        print(f"{act.__name__:7}  norm {norm!s:5}  gradient {grad:.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

X = X.double()  # the same accuracies on every processor


def train(activation, norm, he, lr, seed):
    """Accuracies after 60 steps on 1,000 images: (validation, test)."""
    torch.manual_seed(seed)
    model = deep(activation, norm)
    for layer in model:
        if he and isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
    optimizer = torch.optim.Adam(model.double().parameters(), lr=lr)
    for _ in range(60):
        rows = torch.randint(1000, (100,))
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        hits = model.eval()(X[1000:]).argmax(dim=1) == y[1000:]
    val, test = hits.float().split([300, 497])
    return 100 * val.mean().item(), 100 * test.mean().item()


arms = {
    "sigmoid": (nn.Sigmoid, False, False),
    "ReLU": (nn.ReLU, False, False),
    "ReLU, He": (nn.ReLU, False, True),
    "sigmoid, norm": (nn.Sigmoid, True, False),
    "ReLU, norm": (nn.ReLU, True, False),
}
rates = (0.0005, 0.005, 0.05)
best, mean = {}, {}
print("               lr     test accuracy, 4 seeds")
for name, arm in arms.items():
    runs = [[train(*arm, lr, s) for s in range(4)] for lr in rates]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    pick = val.mean(dim=1).argmax()
    best[name] = val[pick].mean()
    error, mean[name] = torch.std_mean(test[pick])
    print(f"{name:13}  {rates[pick]:<5}", end="")
    print(f"  {mean[name]:.0f}% ± {error / 4**0.5:.0f}%")
    plt.plot(test[pick], [name] * 4, "o", color="C0", alpha=0.6)
plt.axvline(10, color="gray", linestyle="--", label="guessing")
plt.title("ReLU alone lags; its scale or a norm helps")
plt.xlabel("test accuracy in % (a dot a seed)")
plt.legend(loc="upper left")
plt.show()

assert best["sigmoid"] < 15 and mean["sigmoid"] < 15
for name in ("ReLU, He", "sigmoid, norm", "ReLU, norm"):
    assert mean[name] > max(60, mean["ReLU"] + 15)
# --8<-- [end:evidence]
