# --8<-- [start:idea]
import tempfile
from pathlib import Path

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(8, 4), nn.Tanh())

    def forward(self, X):
        return self.layers(X)


torch.manual_seed(0)
model, X = Net(), torch.randn(5, 8)
file = Path(tempfile.mkdtemp(), "model.pt")
torch.save(model.state_dict(), file)

restored = Net()  # the code makes the model, the file fills it
restored.load_state_dict(torch.load(file, map_location="cpu"))
print(f"same outputs: {torch.equal(model(X), restored(X))}")
# --8<-- [end:idea]
# --8<-- [start:refused]
import datetime
import pickle

import numpy as np


class Intruder:
    def __reduce__(self):
        return print, ("  code from the file has run",)


def attempt(what, saved, **options):
    """Save an object, load it, and say what came of it."""
    torch.save(saved, file)
    try:
        torch.load(file, **options)
        print(f"{what}: loads")
    except (pickle.UnpicklingError, AttributeError) as error:
        name = str(error).partition(" was not an allowed global")[0]
        print(f"{what}: refused, {name.replace('.', ' ').split()[-1]}")


attempt("weights, a number", {"model": model.state_dict(), "best": 0.5})
attempt("the model", model)
with torch.serialization.safe_globals([Net]):
    attempt("the model, Net allowed", model)
attempt("an intruder", Intruder())
for saved in (model, Intruder()):
    attempt("weights_only=False", saved, weights_only=False)
attempt("a date", datetime.date.max)
mean = np.mean(X.tolist())
for number in (mean, mean.item()):
    attempt(type(number).__name__, number)
# --8<-- [end:refused]
# --8<-- [start:traps]
torch.save(model, file)
del Net  # as if the class had been renamed, or its file moved
try:
    torch.load(file, weights_only=False)
except AttributeError as error:
    print(f"{str(error)[:25]} ...")

row, *_ = torch.zeros(1000, 1000)
for what, tensor in (("a row", row), ("its clone", row.clone())):
    torch.save(tensor, file)
    print(f"{what}: {file.stat().st_size / 1e6:.2f} MB")

best = model.state_dict()
copied = {name: value.clone() for name, value in best.items()}
nn.init.zeros_(model.layers[0].weight)  # as if training went on
for what, state in (("state_dict", best), ("its clone", copied)):
    moved = (state["layers.0.weight"] == 0).all()
    print(f"{what} has changed with the model: {moved}")
# --8<-- [end:traps]
