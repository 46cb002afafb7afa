# --8<-- [start:find]
import warnings

import torch
from sklearn.datasets import load_diabetes
from torch import nn
from torch.nn import functional as F


def watch(model: nn.Module) -> list:
    """Raise FloatingPointError at the first output not finite.

    The error names the layer. For layers that return one tensor.
    Each hook returned has a `remove()`; until then it slows training.
    """
    names = {layer: name for name, layer in model.named_modules()}

    def hook(layer, args, output):
        if not output.isfinite().all():
            sound = args[0].isfinite().all()
            whose = "its own" if sound else "its input"
            raise FloatingPointError(f"layer {names[layer]}, {whose}")

    return [layer.register_forward_hook(hook) for layer in names]


X, y = load_diabetes(return_X_y=True)
X = torch.tensor(X / X.std(axis=0)).float()
y = torch.tensor(y / y.std()).float()
missing = X.clone()
missing[3, 2] = torch.nan
cases = ("lr 0.01", X, 0.01), ("lr 1", X, 1), ("missing", missing, 0.01)
print("case     loss, steps 1 to 3 and last        to blame")
for case, inputs, lr in cases:
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Linear(10, 16), nn.Tanh(), nn.Linear(16, 1)
    )
    watch(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses, blamed = [], "nothing"
    try:
        for _ in range(200):
            loss = F.mse_loss(model(inputs).squeeze(1), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    except FloatingPointError as error:
        blamed = error
    row = "  ".join(f"{loss:7.1e}" for loss in losses[:3] + losses[-1:])
    print(f"{case:7}  {row:33}  {blamed}")
    assert (blamed == "nothing") == (case == "lr 0.01")
# --8<-- [end:find]
# --8<-- [start:causes]
warnings.simplefilter("ignore")  # it would quote the line to blame
pad = torch.tensor([-100, -100])  # both targets are ignored
n = (pad != -100).sum()
causes = {  # each with its cure below it
    "0 times log 0": lambda x: (x * x.log()).sum(),
    "  clamped": lambda x: (x * x.clamp(min=1e-6).log()).sum(),
    "log, then where": lambda x: torch.where(x > 0, x.log(), 0).sum(),
    "  where, then log": lambda x: torch.where(x > 0, x, 1).log().sum(),
    "root of 0": lambda x: (x**2).sqrt().sum(),
    "  root of 1e-6": lambda x: (x**2 + 1e-6).sqrt().sum(),
    "no deviation": lambda x: ((x - x.mean(0)) / x.std(0)).sum(),
    "  plus 1e-6": lambda x: (x - x.mean(0)).div(x.std(0) + 1e-6).sum(),
    "float16 > 65504": lambda x: (12 * x.half()).exp().sum().log(),
    "  bfloat16": lambda x: (12 * x.bfloat16()).exp().sum().log(),
    "all ignored": lambda x: F.cross_entropy(x, pad),
    "  sum / max(n, 1)": lambda x: (
        F.cross_entropy(x, pad, reduction="sum") / max(n, 1)
    ),
}
print("cause and cure     loss  gradient  anomaly mode blames")
for name, loss_of in causes.items():
    x = torch.tensor([[0.0, 1.0], [0.0, 1.0]], requires_grad=True)
    loss = loss_of(x)
    (gradient,) = torch.autograd.grad(loss, x)
    blamed = "nothing"
    try:
        with torch.autograd.set_detect_anomaly(True):
            loss_of(x).backward()
    except RuntimeError as error:
        # Function 'LogBackward0' returned nan values in its 0th output.
        blamed = str(error).split("'")[1]
    print(f"{name:17} {loss:5.2f} {gradient.sum():9.2f}  {blamed}")
    finite = (loss + gradient.sum()).isfinite()
    assert finite == name.startswith(" ")  # the cures
# --8<-- [end:causes]
