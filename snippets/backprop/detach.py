# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(100, 8)
norm, dropout = nn.BatchNorm1d(32), nn.Dropout(0.3)
model = nn.Sequential(nn.Linear(8, 32), norm, dropout)

print("                       graph  zeros  norm moves")
for context in (torch.enable_grad, torch.no_grad, torch.inference_mode):
    for training, mode in ((True, "train"), (False, "eval")):
        model.train(training)
        before = norm.running_mean.clone()
        with context():
            output = model(X)
        graph, zeros = (
            output.requires_grad,
            (output == 0).float().mean(),
        )
        moves = not norm.running_mean.equal(before)
        name = f"{mode}, {context.__name__}"
        print(f"{name:21}  {graph!s:5}  {zeros:4.0%}   {moves}")
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
head(features).norm().backward()
print("features made in no_grad: the head learns")
with torch.inference_mode():
    features = model(X)
try:
    head(features).norm().backward()
except RuntimeError as error:
    print("made in inference_mode:", str(error).split(".")[0])
head(features.clone()).norm().backward()
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
        output = model(X)  # held: no memory is used twice
    assert output.shape[0] == len(X)
    return sum(kept.values())


layers = [nn.Linear(8, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh()]
net = nn.Sequential(*layers, nn.Linear(64, 64), nn.Tanh())
enable_grad, no_grad = torch.enable_grad(), torch.no_grad()
print(f"train:       {bytes_kept(net, enable_grad):6} bytes")
print(f"eval:        {bytes_kept(net.eval(), enable_grad):6} bytes")
print(f"no_grad:     {bytes_kept(net, no_grad):6} bytes")
net[:3].requires_grad_(False)
print(f"half frozen: {bytes_kept(net, enable_grad):6} bytes")
# --8<-- [end:evidence]
