# --8<-- [start:idea]
import torch
from torch import nn


def watch(model: nn.Module) -> list:
    """Raise FloatingPointError at the first output not finite.

    For layers of one tensor. Each hook returned has a `remove()`."""
    names = {layer: name for name, layer in model.named_modules()}

    def hook(layer, args, output):
        if not output.isfinite().all():
            sound = args[0].isfinite().all()
            whose = "its own fault" if sound else "its input's"
            raise FloatingPointError(f"layer {names[layer]}, {whose}")

    return [layer.register_forward_hook(hook) for layer in names]


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(10, 16), nn.Tanh(), nn.Linear(16, 1))
hooks = watch(model)
try:
    model(torch.full((1, 10), torch.nan))
except FloatingPointError as error:
    print(error)
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_diabetes
from torch.nn import functional as F

X, y = load_diabetes(return_X_y=True)
X, y = (torch.tensor(a / a.std(axis=0)).float() for a in (X, y))
optimizer = torch.optim.SGD(model.parameters(), lr=1)  # too high
losses = []
try:
    for _ in range(200):
        loss = F.mse_loss(model(X).squeeze(1), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
except FloatingPointError as error:
    told = [f"{loss:.0e}" for loss in losses[:4]]
    print("losses", *told, "...", losses[-1])
    print(error)
assert losses == sorted(losses)
# --8<-- [end:evidence]
# --8<-- [start:causes]
from warnings import catch_warnings

torch.autograd.set_detect_anomaly(True)
ignored = torch.tensor([-100, -100])  # no target counts
causes = (  # each with its cure below it
    ("root of 0", lambda x: (x**2).sqrt().sum()),
    ("  of 1e-6", lambda x: (x**2 + 1e-6).sqrt().sum()),
    ("log, where", lambda x: torch.where(x > 0, x.log(), 0).sum()),
    ("  where, log", lambda x: torch.where(x > 0, x, 1).log().sum()),
    ("float16 exp", lambda x: (12 * x.half()).exp().sum().log()),
    ("  logsumexp", lambda x: (12 * x.half()).flatten().logsumexp(0)),
    ("all ignored", lambda x: F.cross_entropy(x, ignored)),
    ("  sum", lambda x: F.cross_entropy(x, ignored, reduction="sum")),
)
print("             loss  gradient, or what anomaly mode says")
for name, loss_fn in causes:
    x = torch.tensor([[0.0, 1.0], [0.0, 1.0]], requires_grad=True)
    with catch_warnings(action="ignore"):
        loss = loss_fn(x)
        try:
            loss.backward()
            told = f"{x.grad.sum():.2f}"
        except RuntimeError as error:  # its warning quotes the line
            told = error
    print(f"{name:12} {loss:5.2f}  {told}")
# --8<-- [end:causes]
