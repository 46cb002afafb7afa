# --8<-- [start:idea]
import gc

import torch
import torch.distributed as dist
from torch import nn

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
if device.type == "cuda":  # one GPU for each process
    torch.cuda.set_device(dist.get_node_local_rank(fallback_rank=0))
rows = torch.randn(32, 64, generator=torch.manual_seed(0)).to(device)
model = nn.Linear(64, 10).to(device)
if dist.is_torchelastic_launched():  # by torchrun
    dist.init_process_group()  # nccl for GPUs, gloo for the CPU
    model = nn.parallel.DistributedDataParallel(model)
    rows = rows.chunk(dist.get_world_size())[dist.get_rank()]
model(rows).square().mean().backward()
norm = next(model.parameters()).grad.norm()
print(f"{len(rows)} rows, gradient {norm:.4f}", flush=True)
if dist.is_initialized():
    del model  # it holds on to the group, whose threads have to end
    gc.collect()
    dist.destroy_process_group()

# --8<-- [end:idea]
# --8<-- [start:check]
rows = torch.randn(32, 64, generator=torch.manual_seed(0))
whole = nn.Linear(64, 10)
whole(rows).square().mean().backward()
assert torch.allclose(norm.cpu(), whole.weight.grad.norm(), rtol=1e-4)
# --8<-- [end:check]
