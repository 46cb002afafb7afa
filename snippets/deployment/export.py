# --8<-- [start:idea]
import tempfile
from pathlib import Path

import torch
from torch import nn

torch.manual_seed(0)
layers = nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU()
model = nn.Sequential(*layers, nn.Dropout(0.5), nn.Linear(32, 10))

file = Path(tempfile.mkdtemp(), "model.pt2")
example, rows = torch.randn(4, 64), torch.export.Dim("rows")
program = torch.export.export(
    model.eval(), (example,), dynamic_shapes=({0: rows},)
)
torch.export.save(program, file)

loaded = torch.export.load(file).module()  # needs no class, only torch
for n in (1, 2, 7, 300):
    X = torch.randn(n, 64)
    same = torch.allclose(loaded(X), model(X), atol=1e-6)
    print(f"{n:3} rows: the same to 1e-6: {same}")
# --8<-- [end:idea]


# --8<-- [start:evidence]
def attempt(what, call):
    """Print what a call returns, or how it fails."""
    try:
        print(f"{what}: {call()}")
    except (RuntimeError, AssertionError) as error:
        message = str(error).split(". ")[0]
        print(f"{what}: {type(error).__name__}")
        print(f"  {message[:65]}")


def differs(exported):
    """Whether one input is answered in two ways."""
    return not torch.equal(exported(example), exported(example))


fixed = torch.export.export(model, (example,)).module()
print("exported with 4 rows, without dynamic_shapes")
attempt("4 rows", lambda: fixed(example).shape)
attempt("5 rows", lambda: fixed(torch.randn(5, 64)).shape)

training = torch.export.export(model.train(), (example,)).module()
print("exported in training mode")
attempt("two calls differ", lambda: differs(training))
attempt("eval()", training.eval)
attempt("two calls differ, evaluation mode", lambda: differs(loaded))
assert differs(training) and not differs(loaded)
# --8<-- [end:evidence]
# --8<-- [start:numpy]
import numpy as np

model.train()(example)  # moves batch norm's mean and variance
nn.init.uniform_(model[1].bias)
tensors = {k: v.numpy() for k, v in model.eval().state_dict().items()}
W1, b1, gamma, beta, mean, var, _, W2, b2 = tensors.values()
scale = gamma / np.sqrt(var + model[1].eps)
W1, b1 = scale[:, None] * W1, scale * (b1 - mean) + beta


def in_numpy(X):
    """The same network without torch, batch norm folded in."""
    return np.maximum(X @ W1.T + b1, 0) @ W2.T + b2


X = torch.randn(500, 64)
assert np.allclose(in_numpy(X.numpy()), model(X).detach(), atol=1e-5)
print("NumPy: the same to 1e-5")
# --8<-- [end:numpy]
