# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn


def gradient_norms(model: nn.Module) -> dict[str, float]:
    """Norm of each weight matrix's gradient, after `backward()`."""
    return {
        name: parameter.grad.norm().item()
        for name, parameter in model.named_parameters()
        if parameter.grad is not None and parameter.dim() > 1
    }


torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)  # (1797, 64)
model = nn.Sequential(
    nn.Linear(64, 64), nn.Sigmoid(), nn.Linear(64, 10)
)
nn.functional.cross_entropy(model(X), y).backward()
for name, norm in gradient_norms(model).items():
    print(f"{name}  {norm:.1e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from torch.nn.utils import get_total_norm

torch.set_default_dtype(torch.float64)
X, y = X[:200].double(), y[:200]


def deep(activation, scale):
    """12 layers with weights `scale` times He's."""
    model = nn.Sequential()
    for _ in range(12):
        model.append(nn.Linear(64, 64)).append(activation())
        nn.init.kaiming_normal_(model[-2].weight)
        with torch.no_grad():
            model[-2].weight.mul_(scale)
    return model.append(nn.Linear(64, 10))


def train(model):
    """Losses before each of 60 steps of plain SGD."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02)
    losses = []
    for _ in range(60):
        loss = nn.functional.cross_entropy(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        if not losses[1:]:
            norms = list(gradient_norms(model).values())
            total = get_total_norm([p.grad for p in model.parameters()])
        optimizer.step()
    return norms, total.item(), losses


print("3 seeds    gradient: first    last   total   loss after 60")
ends = {}
for name, activation, scale, color in (
    ("vanishing", nn.Sigmoid, 0.7, "C0"),
    ("healthy", nn.ReLU, 1.0, "C2"),
    ("exploding", nn.ReLU, 2.5, "C3"),
):
    norms, totals, losses = [], [], []
    for seed in range(3):
        torch.manual_seed(seed)
        found = train(deep(activation, scale))
        norms.append(found[0])
        totals.append(found[1])
        losses.append(found[2])
    norms, losses = torch.tensor(norms), torch.tensor(losses)
    mean, total = norms.log().mean(dim=0).exp(), torch.tensor(totals)
    print(f"{name:9}  {mean[0]:15.0e} {mean[-1]:7.0e}", end="")
    print(
        f" {total.log().mean().exp():7.0e}  {losses[:, -1].mean():6.2f}"
    )
    ends[name] = norms, total, losses
    lines = plt.semilogy(range(1, 14), norms.T, color, lw=1)
    lines[0].set_label(name)  # one line a seed
plt.title("Look at each layer: the first tells most")
plt.xlabel("layer (1 is next to the input)")
plt.ylabel("norm of the weights' gradient")
plt.legend()
plt.show()

norms, total, losses = ends["vanishing"]
assert norms[:, 0].max() < 1e-4 and total.min() > 0.1
assert (losses[:, -1] > 2.25).all()
assert ends["healthy"][2][:, -1].mean() < 2.2
assert ends["healthy"][1].min() > 0.1 and ends["healthy"][1].max() < 10
assert ends["exploding"][1].min() > 1e3
assert ends["exploding"][2].isnan().any(dim=1).all()
# --8<-- [end:evidence]
