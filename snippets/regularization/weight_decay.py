# --8<-- [start:penalty]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from torch import nn

torch.manual_seed(0)
torch.set_default_dtype(torch.double)
X, y = load_diabetes(return_X_y=True)  # the features are centered
X, y = torch.tensor(X * 442**0.5), torch.tensor(y)[:, None]


def l2_penalty(w):
    """Half the sum of squares. It squares: pass w, not w**2."""
    return w.square().sum() / 2


def train(decay, how, steps):
    """A linear model, decayed in one of three ways, bias spared."""
    model = nn.Linear(10, 1)
    nn.init.ones_(model.weight)
    weights = {"params": [model.weight]}
    if how == "by the optimizer":
        weights["weight_decay"] = decay
    groups = [weights, {"params": [model.bias]}]
    optimizer = torch.optim.SGD(groups, lr=0.3)
    for _ in range(steps):
        loss = (model(X) - y).square().mean() / 2
        if how == "in the loss":
            loss = loss + decay * l2_penalty(model.weight)
        optimizer.zero_grad()
        loss.backward()
        if how == "by hand":
            with torch.no_grad():
                model.weight *= 1 - 0.3 * decay
        optimizer.step()
    return model.weight.detach().T, model.bias.detach()


paths = {}
for how in "in the loss", "by the optimizer", "by hand":
    paths[how], _ = train(0.1, how, steps=99)
    assert (paths[how] - paths["in the loss"]).abs().max() < 1e-9
    print(f"decay {how}: first weight {paths[how][0, 0]:.6f}")

w = torch.tensor(2.0, requires_grad=True)
(right,) = torch.autograd.grad(l2_penalty(w), w)
(wrong,) = torch.autograd.grad(l2_penalty(w**2), w)
print(f"slope at w = 2: {right:.0f}; squared twice: {wrong:.0f}")
assert right == 2 and wrong == 16
# --8<-- [end:penalty]
# --8<-- [start:shrinkage]
# Directions v of the features, and how far the data spread in each
_, s, directions = torch.linalg.svd(X / 442**0.5)
free = directions @ torch.linalg.lstsq(X, y).solution
spread = torch.logspace(-2.3, 0.8, 30)
print("decay   what is left of the weights, in all 10 directions")
for k, decay in enumerate((0.02, 0.1, 1)):
    w, bias = train(decay, "by the optimizer", steps=2000)
    left = (directions @ w / free)[:, 0]
    assert (left - s**2 / (s**2 + decay)).abs().max() < 1e-4
    assert (bias - y.mean()).abs() < 1e-9
    print(f"{decay:<5}", *(f"{part:.2f}" for part in left))
    plt.plot(spread, spread / (spread + decay), f"C{k}", lw=1)
    plt.plot(s**2, left, f"C{k}o", label=f"decay {decay}")
plt.xscale("log")
plt.title("Decay shrinks where the data say little")
plt.xlabel("variance of the data in a direction, s²")
plt.ylabel("share of the weight that is left")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:shrinkage]
