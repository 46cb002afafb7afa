# --8<-- [start:idea]
from contextlib import nullcontext

import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(100, 8)
norm, dropout = nn.BatchNorm1d(32), nn.Dropout(0.3)
model = nn.Sequential(nn.Linear(8, 32), norm, dropout)
modes = {"train": (True, nullcontext()), "eval": (False, nullcontext())}
modes |= {"train + no_grad": (True, torch.no_grad())}
modes |= {"train + inference": (True, torch.inference_mode())}
modes |= {"eval + no_grad": (False, torch.no_grad())}
print("                   graph  zeros  norm moves")
for mode, (training, context) in modes.items():
    model.train(training)
    before = norm.running_mean.clone()
    with context:
        output = model(X)
    moves, zeros = (
        not norm.running_mean.equal(before),
        (output == 0).float(),
    )
    print(
        f"{mode:17}  {output.requires_grad!s:5}  {zeros.mean():4.0%}   {moves}"
    )
# --8<-- [end:idea]
# --8<-- [start:evidence]
w = torch.tensor(2.0, requires_grad=True)
(w * w.detach()).backward()
print(
    f"slope of w * w.detach() at 2: {w.grad:.1f}, of w * w: {2 * w:.1f}"
)
hidden = model(X)
cut = hidden.detach()
print("detach shares memory:", cut.data_ptr() == hidden.data_ptr())

head = nn.Linear(32, 1)
with torch.no_grad():
    features = model(X)
head(features).sum().backward()
print("features made in no_grad: the head learns")
with torch.inference_mode():
    features = model(X)
try:
    head(features).sum().backward()
except RuntimeError as error:
    print("made in inference_mode:", str(error).split(".")[0])
head(features.clone()).sum().backward()
print("after clone(): the head learns")


def bytes_kept(model, context):
    """What the forward pass keeps for backward, parameters left out."""
    kept = {}
    own = {p.data_ptr() for p in model.parameters()}

    def pack(tensor):
        if tensor.data_ptr() not in own:
            kept[tensor.data_ptr()] = tensor.nbytes
        return tensor

    hooks = torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t)
    with hooks, context:
        output = model(X)  # held, so that no memory is used twice
    return sum(kept.values()) + 0 * len(output)


layers = [nn.Linear(8, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh()]
net = nn.Sequential(*layers, nn.Linear(64, 64), nn.Tanh())
for training in (True, False):
    net.train(training)
    print(
        f"train {training!s:5}: {bytes_kept(net, nullcontext()):6} bytes"
    )
print(f"no_grad:     {bytes_kept(net, torch.no_grad()):6} bytes")
net[:3].requires_grad_(False)
print(f"half frozen: {bytes_kept(net, nullcontext()):6} bytes")
# --8<-- [end:evidence]
