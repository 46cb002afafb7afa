# --8<-- [start:idea]
import torch

x = torch.linspace(-5, 5, 101, dtype=torch.double)
x.requires_grad_()
sigmoid, tanh = torch.sigmoid(x), torch.tanh(x)
stretched = 2 * torch.sigmoid(2 * x) - 1

difference = (tanh - stretched).abs().max()
print(f"2 sigmoid(2x) - 1 is tanh(x): {difference < 1e-15}")
for name, y in (("sigmoid", sigmoid), ("tanh", tanh)):
    (slope,) = torch.autograd.grad(y.sum(), x)
    low, high = y.aminmax()
    print(f"{name:7}  from {low:5.2f} to {high:.2f}", end="")
    print(f"  slope at 0: {slope.max():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from copy import deepcopy

import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)  # (1797, 64)


def sigmoid_twin(model):
    """The same function as Linear, Tanh, Linear, but with a sigmoid."""
    first, _, last = deepcopy(model)
    with torch.no_grad():
        first.weight *= 2
        first.bias *= 2
        last.bias -= last.weight.sum(1)
        last.weight *= 2
    return nn.Sequential(first, nn.Sigmoid(), last)


def train(model, optimizer_class, lr):
    """Training loss after 100 steps on all digits."""
    optimizer = optimizer_class(model.parameters(), lr=lr)
    for _ in range(100):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item()


x, tanh, sigmoid = x.detach(), tanh.detach(), sigmoid.detach()
plt.plot(x, tanh, color="C0", label="tanh")
plt.plot(x, sigmoid, color="C1", label="sigmoid")
dots = stretched.detach()[::5]
plt.plot(x[::5], dots, "o", color="gray", label="2 sigmoid(2x) - 1")
plt.xlabel("x")
plt.ylabel("output")
plt.title("tanh is a sigmoid, stretched and lowered")
plt.legend(loc="lower right")
plt.show()

for optimizer, factor in ((torch.optim.SGD, 4), (torch.optim.Adam, 2)):
    lr = 0.3 if factor == 4 else 0.003
    losses = torch.zeros(5, 3)  # (seed, arm)
    for seed in range(5):
        torch.manual_seed(seed)
        layers = nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)
        model = nn.Sequential(*layers)
        twin = sigmoid_twin(model)
        assert torch.allclose(model(X), twin(X), atol=1e-5)
        larger = train(deepcopy(twin), optimizer, factor * lr)
        arms = [train(model, optimizer, lr), train(twin, optimizer, lr)]
        losses[seed] = torch.tensor([*arms, larger])
    tanh_loss, same_lr, larger_lr = losses.T
    print(f"{optimizer.__name__:4}  tanh, lr {lr:5}  {tanh_loss.mean():.2f}")
