# --8<-- [start:idea]
import torch

torch.manual_seed(0)
operations = [torch.round, torch.floor, torch.sign, torch.bernoulli]
operations += [torch.argmax, torch.Tensor.int, torch.isfinite]
operations += [torch.max, torch.median, torch.sort, torch.relu]
x = torch.tensor([0.3, 0.9, 0.5], requires_grad=True)
for operation in operations:
    result = operation(x)
    if isinstance(result, tuple):  # values and indices, of sort
        result = result.values
    if result.requires_grad:
        (slope,) = torch.autograd.grad(result.sum(), x)
        told = slope.tolist()
    else:
        told = "no graph"
    print(f"{operation.__name__:9}  {told}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)


def straight_through(z):
    """Sign in the forward pass, the slope of tanh in the backward."""
    soft = z.tanh()
    return soft + (z.sign() - soft).detach()


def train(activation, seed):
    """Test accuracy, and whether the first layer moved."""
    torch.manual_seed(seed)
    order = torch.randperm(len(X))
    train, test = order[:1300], order[1300:]
    first, last = nn.Linear(64, 64), nn.Linear(64, 10)
    parameters = [*first.parameters(), *last.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=0.01)
    before = first.weight.detach().clone()
    for _ in range(60):
        logits = last(activation(first(X[train])))
        loss = nn.functional.cross_entropy(logits, y[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    guess = last(activation(first(X[test]))).argmax(1)
    moved = not torch.equal(first.weight, before)
    return (guess == y[test]).float().mean().item(), moved


scores = {}
print("units             test accuracy  first layer moved (5 seeds)")
for activation in (torch.sign, straight_through, torch.tanh):
    name = activation.__name__
    runs = [train(activation, seed) for seed in range(5)]
    scores[name], moved = zip(*runs, strict=True)
    low, high = min(scores[name]), max(scores[name])
    print(f"{name:16}  {low:.0%} to {high:.0%}     {any(moved)}")
    assert all(moved) or not any(moved)
assert max(scores["sign"]) < min(scores["straight_through"]) - 0.03


def draw_stair(z):
    plt.plot(z, z.sign(), "C0", label="sign: slope 0")
    plt.plot(z, 1 - z.tanh() ** 2, "C1--", label="slope used backward")


draw_stair(torch.linspace(-3, 3, 301))
plt.xlabel("z")
plt.title("A stair has no slope; straight-through lends it one")
plt.legend()
plt.show()
# --8<-- [end:evidence]
