# --8<-- [start:idea]
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x.exp()
print(f"exp has made y {y:.3f}, version {y._version}, and kept it")
y += 1  # the same memory
print(f"+= has made it {y:.3f}, version {y._version}")

y = x.exp()
y = y + 1  # the mend: a new tensor
y.backward()
print(f"with y = y + 1: y {y:.3f}, slope {x.grad:.3f}")
# --8<-- [end:idea]
# --8<-- [start:table]
from torch.nn import functional as F

functions = [torch.exp, torch.sigmoid, torch.tanh, torch.relu]
functions += [torch.sqrt, torch.reciprocal, torch.sin, torch.square]
functions += [torch.log, torch.abs, F.gelu, F.silu, F.leaky_relu]
functions += [torch.neg, torch.sum]


def kept_by(function):
    """Which tensor must not be overwritten before backward."""
    for what in ("output", "input"):
        given = torch.tensor(0.5, requires_grad=True).clone()
        result = function(given)
        changed = result if what == "output" else given
        changed += 1
        try:
            result.backward()
        except RuntimeError as error:
            assert "modified by an inplace operation" in str(error)
            return what
    return "neither"


kept = {}
for function in functions:
    kept.setdefault(kept_by(function), []).append(function.__name__)
for what, names in kept.items():
    print(f"keeps {what:7}  {' '.join(names)}")
# --8<-- [end:table]
# --8<-- [start:causes]
from torch import nn

torch.manual_seed(0)
X, layer = torch.eye(4), nn.Linear(4, 4)


def inplace_relu(*before):
    model = nn.Sequential(layer, *before, nn.ReLU(inplace=True))
    model(X).norm().backward()


def inplace_relu_after_linear():
    inplace_relu()


def inplace_relu_after_sigmoid():
    inplace_relu(nn.Sigmoid())


def skip_added_after_relu():
    hidden = layer(X).relu()
    hidden += X
    hidden.norm().backward()


def step_between_two_backwards():
    output = layer(layer(X)).norm()
    output.backward(retain_graph=True)
    torch.optim.SGD(layer.parameters()).step()
    output.backward()


def leaf_changed():
    layer.weight.zero_()


def data_changed():
    x = torch.tensor(1.0, requires_grad=True)
    y = x.exp()
    y.data += 1  # unseen by the version
    y.backward()
    print(f"slope {x.grad:.3f} instead of {x.exp():.3f}", end=", ")


causes = [inplace_relu_after_linear, inplace_relu_after_sigmoid]
causes += [skip_added_after_relu, step_between_two_backwards]
causes += [leaf_changed, data_changed]
for cause in causes:
    print(cause.__name__, end=": ")
    try:
        cause()
        print("no error")
    except RuntimeError as error:
        print(str(error)[:41], "...")
# --8<-- [end:causes]
