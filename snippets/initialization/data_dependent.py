# --8<-- [start:idea]
import torch
from torch import nn


@torch.no_grad()
def lsuv_(model: nn.Sequential, x: torch.Tensor) -> None:
    """Give each linear layer's output a deviation of 1 on batch x."""
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.orthogonal_(layer.weight)
            nn.init.zeros_(layer.bias)
            layer.weight /= layer(x).std()
        x = layer(x)


torch.manual_seed(0)
x = torch.rand(100, 64)
for activation in (nn.ReLU, nn.GELU, nn.Tanh):
    model = nn.Sequential()
    for _ in range(15):
        model.extend([nn.Linear(64, 64), activation()])
    lsuv_(model, x)
    std = model[:-1](x).std()
    print(f"{activation.__name__:4}: layer 15 has deviation {std:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def train(activation, start, lr, seed):
    """Deviations by layer at the start; validation, test accuracy."""
    torch.manual_seed(seed)
    rows, val, test = torch.randperm(len(X)).split([200, 300, 1297])
    model = nn.Sequential()
    for _ in range(15):
        model.extend([nn.Linear(64, 64), activation()])
        if start == "He":
            nn.init.kaiming_normal_(model[-2].weight)
            nn.init.zeros_(model[-2].bias)
    model.append(nn.Linear(64, 10)).double()
    if start == "LSUV":
        lsuv_(model, X[rows])
    stds = [model[: 2 * k + 1](X).detach().std() for k in range(15)]
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(40):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X).argmax(1) == y).float()
    return torch.stack([*stds, right[val].mean(), right[test].mean()])


best, relu = {}, (nn.ReLU, "ReLU")
arms = [(*relu, "default"), (*relu, "He"), (*relu, "LSUV")]
print("3 seeds       std, layer 15  rate    test accuracy")
for activation, kind, start in [*arms, (nn.Sigmoid, "sigmoid", "LSUV")]:
    tried = {}
    for lr in (0.001, 0.003, 0.01):
        runs = [train(activation, start, lr, seed) for seed in range(3)]
        tried[lr] = torch.stack(runs).mean(0)
    if activation is nn.Sigmoid:
        assert max(each[-1] for each in tried.values()) < 0.2
    lr = max(tried, key=lambda lr: tried[lr][-2])
    name, stds, right = f"{kind} {start}", tried[lr][:15], tried[lr][-1]
    best[name] = right
    print(f"{name:12} {stds[-1]:14.2f}  {lr:<6} {right:14.2f}")
    if kind == "ReLU":
        plt.semilogy(range(1, 16), stds, label=start)
    if start == "LSUV":
        assert (stds - 1).abs().max() < 0.1
assert best["ReLU LSUV"] > best["ReLU He"] - 0.05
assert best["ReLU default"] < 0.5
plt.gca().set(xlabel="layer", ylabel="deviation of its outputs")
plt.title("One batch sets every layer to 1")
plt.legend(loc=(0.55, 0.3), title="ReLU")
plt.show()
# --8<-- [end:evidence]
