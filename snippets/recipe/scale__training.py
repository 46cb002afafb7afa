import gc
from contextlib import nullcontext

import torch
import torch.distributed as dist
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import (
    DataLoader,
    DistributedSampler,
    TensorDataset,
)

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
if device.type == "cuda":
    torch.cuda.set_device(dist.get_node_local_rank(fallback_rank=0))
torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
net = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))
model, rank, n_ranks = net.to(device), 0, 1
if dist.is_torchelastic_launched():
    dist.init_process_group()
    model = DistributedDataParallel(net)
    rank, n_ranks = dist.get_rank(), dist.get_world_size()
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)

data = TensorDataset(X[train], y[train])
sampler = DistributedSampler(data, n_ranks, rank, drop_last=True)
size = 32 // n_ranks  # on this rank: 32 rows in all
loader = DataLoader(data, size, sampler=sampler, drop_last=True)
for epoch in range(5):
    sampler.set_epoch(epoch)  # else every epoch has the same order
    total = torch.zeros(2, device=device)  # of losses, of batches
    for i, (X_batch, y_batch) in enumerate(loader):
        # a step and an exchange for two batches
        n = 2
        if i % 2 == 0 and i + 1 == len(loader):
            n = 1  # the last of the epoch is left alone
        step = i % 2 == 1 or n == 1
        wait = n_ranks > 1 and not step
        with model.no_sync() if wait else nullcontext():
            logits = model(X_batch.to(device))  # forward, backward
            loss = loss_fn(logits, y_batch.to(device))
            (loss / n).backward()
        if step:
            optimizer.step()
            optimizer.zero_grad()
        total += torch.stack([loss.detach(), torch.ones_like(loss)])
    if n_ranks > 1:
        dist.all_reduce(total)  # a sum over the ranks
    if rank == 0:  # one rank prints
        print(f"epoch {epoch}  training loss {total[0] / total[1]:.2f}")
net.eval().cpu()
right = (net(X[val]).argmax(1) == y[val]).float().mean()
if rank == 0:  # and saves net, not model
    print(f"validation accuracy {right:.1%}")
assert right > 0.9
if dist.is_initialized():
    del model, logits, loss
    gc.collect()
    dist.destroy_process_group()
