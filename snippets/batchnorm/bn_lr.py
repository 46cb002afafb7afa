# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 8 - 1).float(), torch.tensor(y)


def network(norm):  # six hidden layers
    model = nn.Sequential()
    for n_in in (64, 32, 32, 32, 32, 32):
        model.extend([nn.Linear(n_in, 32), norm(32), nn.ReLU()])
    return model.append(nn.Linear(32, 10))


def accuracy(model, lr):  # of the training images, after 100 steps
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for i in torch.randint(len(X), (100, 64)):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    return (model.eval()(X).argmax(1) == y).float().mean().item()


print(f"without norm: {accuracy(network(nn.Identity), lr=1):.0%}")
print(f"batch norm:   {accuracy(network(nn.BatchNorm1d), lr=1):.0%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

torch.set_default_dtype(torch.float64)  # alike on all processors
X = X.double()
rates = (0.03, 0.1, 1, 3)
print("rate, n = 3     " + "".join(f"{lr:>7}" for lr in rates))
means = {}
for name, norm, he in (
    ("PyTorch's start", nn.Identity, False),
    ("He's start", nn.Identity, True),
    ("PyTorch's, BN", nn.BatchNorm1d, False),
    ("He's, BN", nn.BatchNorm1d, True),
):
    runs = torch.zeros(len(rates), 3)  # (rate, seed)
    for k, lr in enumerate(rates):
        for seed in range(3):
            torch.manual_seed(seed)
            model = network(norm)
            for layer in model:
                if he and isinstance(layer, nn.Linear):
                    nn.init.kaiming_normal_(layer.weight)
                    nn.init.zeros_(layer.bias)
            runs[k, seed] = accuracy(model, lr)
    means[name] = runs.mean(1)
    print(f"{name:16}" + "".join(f"{m:7.0%}" for m in means[name]))
    plt.plot(rates, 100 * means[name], ".-", label=name)
neither, he, torch_bn, he_bn = means.values()
assert neither.max() < 0.4 and he[2:].max() < 0.3
assert 0.65 < he.max() < 0.92
assert torch_bn.min() > 0.65 and he_bn[1:].min() > 0.75
assert he_bn[2] > he.max() + 0.03

plt.title("Batch norm: more rates, and larger ones")
plt.xscale("log")
plt.xticks(rates, rates)
plt.xlabel("learning rate of SGD")
plt.ylabel("training accuracy (percent)")
plt.ylim(0, 140)
plt.legend(loc="upper left", ncols=2)
plt.show()
# --8<-- [end:evidence]
