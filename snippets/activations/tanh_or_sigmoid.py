# --8<-- [start:formula]
from copy import deepcopy

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

x = torch.linspace(-5, 5, 101, dtype=torch.double)
assert len(x) == 101 and x[0] == -5 and x[-1] == 5
same = 2 * torch.sigmoid(2 * x) - 1
assert (torch.tanh(x) - same).abs().max() < 1e-15
for f, color in ((torch.tanh, "C0"), (torch.sigmoid, "C1")):
    slope = torch.func.grad(f)(torch.tensor(0.0))
    print(f"{f.__name__:7} slope at 0: {slope:.2f}")
    plt.plot(x, f(x), color, label=f.__name__)
label = "2 sigmoid(2x) - 1"
plt.plot(x[::5], same[::5], "o", color="gray", label=label)
plt.xlabel("x")
plt.ylabel("output")
plt.title("tanh is a sigmoid, stretched and lowered")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:formula]

# --8<-- [start:twin]
images, digits = load_digits(return_X_y=True)
X = torch.tensor(images, dtype=torch.float32) / 16  # (1797, 64)
y = torch.tensor(digits)
losses = torch.zeros(3, 5)  # (run, seed)
for seed in range(5):
    torch.manual_seed(seed)
    first, last = nn.Linear(64, 32), nn.Linear(32, 10)
    model = nn.Sequential(first, nn.Tanh(), last)
    twin = nn.Sequential(deepcopy(first), nn.Sigmoid(), deepcopy(last))
    with torch.no_grad():  # make the twin the same function
        twin[0].weight *= 2
        twin[0].bias *= 2
        twin[2].bias -= twin[2].weight.sum(dim=1)
        twin[2].weight *= 2
    assert torch.allclose(model(X), twin(X), atol=1e-5)
    runs = ((model, 0.3), (twin, 0.3), (deepcopy(twin), 1.2))
    for i, (net, lr) in enumerate(runs):
        optimizer = torch.optim.SGD(net.parameters(), lr=lr)
        for _ in range(100):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(X), y)
            loss.backward()
            optimizer.step()
        losses[i, seed] = loss.detach()
names = ("tanh, lr 0.3", "twin, lr 0.3", "twin, lr 1.2")
for name, run in zip(names, losses, strict=True):
    print(f"{name}: loss {run.min():.2f} to {run.max():.2f}")
assert (losses[1] > 3 * losses[0]).all()
assert ((losses[2] - losses[0]).abs() < 0.05).all()
# --8<-- [end:twin]
