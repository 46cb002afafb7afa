import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.set_default_dtype(torch.double)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
lr, decay, keep = 0.1, 0.2, 1 - 0.1 * 0.2  # kept in each step


def network(seed, scale=1.0):
    torch.manual_seed(seed)
    layers = [nn.Linear(64, 64, bias=False)]
    layers += [nn.BatchNorm1d(64, eps=1e-12), nn.ReLU()]
    with torch.no_grad():
        layers[0].weight *= scale
    return nn.Sequential(*layers, nn.Linear(64, 10))


def train(seed, decay=0.0, growing=False):
    """Logits after training, and lr / |W|² on the way."""
    model, effective = network(seed), []
    W, *others = model.parameters()
    groups = [{"params": [W], "weight_decay": decay}]
    optimizer = torch.optim.SGD([*groups, {"params": others}], lr=lr)
    for step in range(100):
        rate = lr / keep ** (2 * step + 1) if growing else lr
        optimizer.param_groups[0]["lr"] = rate
        effective.append(rate / W.detach().square().sum())
        i = torch.randint(len(X), (100,))
        loss = nn.functional.cross_entropy(model(X[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(X).detach(), torch.stack(effective)


one, ten = network(0), network(0, scale=10)
for model in (one, ten):
    nn.functional.cross_entropy(model(X), y).backward()
g_one, g_ten = one[0].weight.grad.norm(), ten[0].weight.grad.norm()
print(f"weights × 10: gradient × {g_ten / g_one:.3f}, same outputs")
torch.testing.assert_close(one(X), ten(X))
torch.testing.assert_close(one[0].weight.grad, 10 * ten[0].weight.grad)

ways = {"no decay": {}, "decay": {"decay": decay}}
ways["growing rate"] = {"growing": True}
runs = {
    name: [train(s, **ways[name]) for s in range(5)] for name in ways
}
for c, name in enumerate(ways):
    gap = max(
        (ours[0] - decayed[0]).abs().max().item()
        for ours, decayed in zip(runs[name], runs["decay"], strict=True)
    )
    rates = torch.stack([run[1] for run in runs[name]])  # (seed, step)
    first, last = rates[:, 0].mean(), rates[:, -1].mean()
    print(
        f"{name:12}  effective rate {first:.4f} to {last:.4f}", end=""
    )
    print(f"   like decay: {gap < 1e-6}")
    assert (gap < 1e-6) == (name != "no decay")
    growth = rates[:, -1] / rates[:, 0]
    assert growth.max() < 1 if name == "no decay" else growth.min() > 10
    style = f"C{c}:" if c == 2 else f"C{c}"
    plt.plot(range(0, 100, 5), rates[:, ::5].T, style, lw=1 + c)
    plt.plot([], style, label=name)
plt.title("Decay before a norm is a growing rate")
plt.yscale("log")
plt.xlabel("step")
plt.ylabel("effective rate, lr / |W|², 5 seeds")
plt.legend(loc="upper left")
plt.show()
