# --8<-- [start:idea]
import gc

import torch
from torch import distributed, nn
from torch.distributed.fsdp import fully_shard

torch.manual_seed(0)
model = nn.Sequential(*[nn.Linear(64, 64) for _ in range(4)])
if distributed.is_torchelastic_launched():  # by torchrun
    distributed.init_process_group()
    for part in (*model, model):  # the blocks first, then the whole
        fully_shard(part)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)  # after that
for _ in range(3):
    loss = (model(torch.eye(64)) - 1).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
state = optimizer.state[next(model.parameters())]["exp_avg"]
state = state.to_local() if distributed.is_initialized() else state
print(f"loss {loss:.4f}, a rank's state {list(state.shape)}")
gc.collect()  # or Gloo's threads may outlive what they need
# --8<-- [end:idea]
# --8<-- [start:evidence]
from torch.nn.utils import parameters_to_vector, vector_to_parameters


def gradient(model, X):
    """Of the mean loss, as one vector."""
    loss = (model(X) - X).square().mean()
    return parameters_to_vector(
        torch.autograd.grad(loss, list(model.parameters()))
    )


torch.manual_seed(0)
model = nn.Sequential(*[nn.Linear(64, 64) for _ in range(4)]).double()
X = torch.randn(32, 64).double()
start = parameters_to_vector(model.parameters()).detach()
n = len(start)

whole = start.clone()
optimizer = torch.optim.Adam([whole], lr=0.01)
for _ in range(5):
    vector_to_parameters(whole, model.parameters())
    whole.grad = gradient(model, X)
    optimizer.step()

mine = [piece.clone() for piece in start.chunk(4)]  # by rank
optimizers = [torch.optim.Adam([piece], lr=0.01) for piece in mine]
for _ in range(5):
    gathered = torch.cat(mine)  # all-gather
    vector_to_parameters(gathered, model.parameters())
    grads = [gradient(model, rows) for rows in X.chunk(4)]
    mean = torch.stack(grads).mean(0)  # reduce-scatter: each rank
    parts = zip(mine, mean.chunk(4), optimizers, strict=True)
    for piece, grad, optimizer in parts:  # keeps its own part
        piece.grad = grad
        optimizer.step()
off = (torch.cat(mine) - whole).abs().max().item()
moved = (whole - start).abs().max().item()
print(f"4 ranks: moved by {moved:.3f}, within 1e-9: {off < 1e-9}")
state = optimizer.state[piece]["exp_avg"].numel()
print(f"{n} weights; a rank has {len(piece)}, and {2 * state} in Adam")
print(f"the gradient's length is now {whole.grad.norm():.3f}")
assert off < 1e-9 and moved > 0.01 and 4 * len(piece) == n
# --8<-- [end:evidence]
