# --8<-- [start:idea]
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 1)
        self.register_buffer("mean", torch.empty(3))
        self.std = torch.tensor([20.0, 30, 40])  # plain
        self.more = [nn.Linear(3, 1)]  # layers in a plain list


torch.manual_seed(0)
device = torch.device("meta")  # yours: "cuda", "mps", "xpu"
model, X = Model(), torch.rand(2, 3)
model.to(device)  # moves what it knows, in place
moved = X.to(device)  # a copy: X stays where it is
print("layer", model.layer.weight.device)
print("mean ", model.mean.device)
print("std  ", model.std.device, model.std)
print("list ", model.more[0].weight.device, model.more[0])
print("X    ", X.device, "and its copy", moved.device)
print("known", [(n, *t.shape) for n, t in model.state_dict().items()])
# --8<-- [end:idea]


# --8<-- [start:evidence]
def told(call):
    """What PyTorch says to this, if anything."""
    try:
        return f"works, on {call().device}"
    except (RuntimeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


loss = nn.functional.cross_entropy
print("input stayed:", told(lambda: model.layer(X)))
print("layer stayed:", told(lambda: model.more[0](moved)))
print("target stayed:", told(lambda: loss(moved, X)))
print("a number stays:", told(lambda: moved.fill_(X.max())))
print("to NumPy:", told(lambda: moved.numpy()))
# --8<-- [end:evidence]


# --8<-- [start:mended]
class Mended(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("std", torch.empty(3))
        self.more = nn.ModuleList([nn.Linear(3, 1)])


model = Mended().to(device)
for name, part in model.state_dict().items():
    print(f"{name:13} {part.device}, {tuple(part.shape)}")
    assert part.device == device
# --8<-- [end:mended]
