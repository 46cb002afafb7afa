import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)


def dead_share(outputs: torch.Tensor) -> float:
    """Share of units that no row of (batch, units) turns on."""
    return 1 - (outputs > 0).any(0).float().mean().item()


def train(activation, lr, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(
        *(nn.Linear(64, 64), activation()),
        *(nn.Linear(64, 64), activation(), nn.Linear(64, 10)),
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(6):
        for i in torch.randperm(len(X)).split(100):
            loss = nn.functional.cross_entropy(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    right = (model(X).argmax(1) == y).float().mean().item()
    return dead_share(model[:2](X)), dead_share(model[:4](X)), right


rates = [0.25, 0.5, 1, 2]
print("mean of 5 seeds     never on: layer 1   layer 2   accuracy")
for f in (nn.LeakyReLU, nn.ReLU):
    runs = [[train(f, lr, s) for s in range(5)] for lr in rates]
    runs = torch.tensor(runs)  # (rate, seed, [layer 1, layer 2, right])
    mean = runs.mean(1)
    for i in (0, 1, 3):  # at rate 1 it depends on the seed
        row = "".join(f"{number:10.1f}" for number in mean[i])
        print(f"{f.__name__:9}  rate {rates[i]:<10} {row}")
    assert mean[:2, :2].max() < 0.2 and mean[1, 2] > 0.8
    assert mean[3, :2].min() > 0.5 and mean[3, 2] < 0.5
    assert mean[2, 0] > mean[1, 0] + 0.1
    assert mean[2, 2] > mean[3, 2]
assert mean[3, 1] > 0.8 and mean[3, 2] < 0.2  # ReLU

for layer in (0, 1):
    plt.plot(rates, runs[:, :, layer], f"C{layer}.-", lw=0.8)
    plt.plot([], f"C{layer}", label=f"layer {layer + 1}, 5 seeds")
plt.title("Large steps kill ReLUs")
plt.xscale("log", base=2)
plt.xticks(rates, rates)
plt.xlabel("learning rate of SGD")
plt.ylabel("share of units never on")
plt.legend(loc="upper left")
plt.show()
