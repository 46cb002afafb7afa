import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)


def share_dead(model):
    """Share of ReLUs that no image turns on."""
    outputs, on = X, []
    for layer in model:
        outputs = layer(outputs)
        if isinstance(layer, nn.ReLU):
            on.append((outputs > 0).any(0))
    return 1 - torch.cat(on).float().mean()


def train(order, seed, lr=0.5, killed=None):
    """Share dead at the start and at the end, and accuracy."""
    torch.manual_seed(seed)
    new = {"Linear": lambda: nn.Linear(64, 64), "ReLU": nn.ReLU}
    new["BatchNorm"] = lambda: nn.BatchNorm1d(64)
    layers = [(name, new[name]()) for name in 2 * order.split()]
    for name, layer in layers:
        if name == killed:
            nn.init.constant_(layer.bias, -20)
    model = nn.Sequential(*(layer for _, layer in layers))
    model.append(nn.Linear(64, 10))
    start = share_dead(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(3):
        for i in torch.randperm(len(X)).split(100):
            loss = nn.functional.cross_entropy(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()
    right = (model(X).argmax(1) == y).float().mean()
    return torch.stack([start, share_dead(model), right])


plain, normed = "Linear ReLU", "Linear BatchNorm ReLU"
after = "Linear ReLU BatchNorm"
print("5 seeds                 bias -20 in  dead: start   end  right")
for order, killed, dead in (
    *((plain, "Linear", 1), (normed, "Linear", 0)),
    *((after, "Linear", 1), (normed, "BatchNorm", 1)),
):
    runs = [train(order, seed, killed=killed) for seed in range(5)]
    runs = torch.stack(runs)  # (seed, [start, end, accuracy])
    row = "".join(f"{number:7.0%}" for number in runs.mean(0))
    print(f"{order:23} {killed:13}   {row}")
    assert (runs[:, :2] == dead).all()
    assert ((runs[:, 2] > 0.5) == (dead == 0)).all()

rates, ends = [0.5, 2, 4, 16], []
for color, order in (("C1", plain), ("C0", normed)):
    runs = [[train(order, s, lr)[1] for s in range(5)] for lr in rates]
    ends.append(torch.tensor(runs))  # (rate, seed)
    plt.plot(rates, ends[-1], f"{color}.-", lw=0.8)
    plt.plot([], color, label=order.replace(" ", ", "))
    row = "".join(f"{number:6.1f}" for number in ends[-1].mean(1))
    print(f"{order:21}  dead at rates 0.5, 2, 4, 16: {row}")
without, normalized = ends
assert without[1].min() > 0.4 and normalized[1].max() < 0.1
assert normalized[3].mean() > 0.4
plt.title("Batch norm moves the rate at which ReLUs die")
plt.xscale("log", base=2)
plt.xticks(rates, rates)
plt.xlabel("learning rate of SGD")
plt.ylabel("share never on, 5 seeds")
plt.ylim(-0.03, 1.4)
plt.legend(loc="upper left")
plt.show()
