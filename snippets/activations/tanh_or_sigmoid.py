# --8<-- [start:idea]
import torch

x = torch.linspace(-3, 3, 61, dtype=torch.double)
x.requires_grad_()
sigmoid, tanh = torch.sigmoid(x), torch.tanh(x)
stretched = 2 * torch.sigmoid(2 * x) - 1

assert torch.allclose(tanh, stretched, rtol=0, atol=1e-15)
print("for x from -3 to 3")
for name, y in (("sigmoid", sigmoid), ("tanh", tanh)):
    (slope,) = torch.autograd.grad(y.sum(), x)
    low, high = y.aminmax()
    print(f"{name:7}  from {low:6.3f} to {high:.3f}", end="")
    print(f"  largest slope {slope.max():.3f}")
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
dots = stretched.detach()[::3]
plt.plot(x[::3], dots, "o", color="gray", label="2 sigmoid(2x) - 1")
plt.xlabel("x")
plt.ylabel("output")
plt.title("tanh is a sigmoid, stretched and lowered")
plt.legend(loc="lower right")
plt.show()

print("training loss of 5 seeds after 100 steps")
settings = [(torch.optim.SGD, 0.3, 4), (torch.optim.Adam, 0.003, 2)]
for optimizer, lr, factor in settings:
    arms = (("tanh", lr), ("twin", lr), ("twin", factor * lr))
    for name, arm_lr in arms:
        losses = torch.zeros(5)
        for seed in range(5):
            torch.manual_seed(seed)
            layers = nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)
            model = nn.Sequential(*layers)
            if name == "twin":
                twin = sigmoid_twin(model)
                assert torch.allclose(model(X), twin(X), atol=1e-5)
                model = twin
            losses[seed] = train(model, optimizer, arm_lr)
        error = losses.std() / 5**0.5
        print(f"{optimizer.__name__:4}  {name}  lr {arm_lr:5}", end="")
        print(f"  loss {losses.mean():.2f} ± {error:.3f}")
        if name == "tanh":
            base = losses
        elif arm_lr == lr:
            assert (losses > 2 * base).all()
        else:
            assert ((losses - base).abs() < 0.05).all()
# --8<-- [end:evidence]
