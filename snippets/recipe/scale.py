import copy
import gc
import os

import torch
import torch.distributed as dist
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler

several = "RANK" in os.environ  # set by torchrun
rank, n_ranks = 0, 1
gpu = None  # this process's, among those of its machine
if torch.cuda.is_available():
    gpu = int(os.environ.get("LOCAL_RANK", 0))
    torch.cuda.set_device(gpu)
device = torch.device("cpu" if gpu is None else f"cuda:{gpu}")
if several:  # nccl exchanges tensors on GPUs, gloo those on the CPU
    dist.init_process_group("gloo" if gpu is None else "nccl")
    rank, n_ranks = dist.get_rank(), dist.get_world_size()

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
X, y = X.to(device), y.to(device)  # small enough; else batch by batch
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices

net = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))
net.to(device)
# rank 0's weights are sent to all, and gradients averaged in backward
model = net
if several:
    ids = None if gpu is None else [gpu]
    model = DistributedDataParallel(net, device_ids=ids)
loss_function = nn.CrossEntropyLoss()

# each rank has a part of this batch, and gets all of its gradient
whole, batch = copy.deepcopy(net), train[:64]
loss_function(whole(X[batch]), y[batch]).backward()
mine = batch[rank::n_ranks]
loss_function(model(X[mine]), y[mine]).backward()
pairs = zip(net.parameters(), whole.parameters(), strict=True)
for ours, theirs in pairs:
    assert (ours.grad - theirs.grad).abs().max() < 1e-6

data = TensorDataset(X[train], y[train])
sampler = DistributedSampler(data, n_ranks, rank, drop_last=True)
size = 64 // n_ranks  # of the batch on this rank: 64 rows in all
loader = DataLoader(data, size, sampler=sampler, drop_last=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
for epoch in range(5):
    sampler.set_epoch(epoch)  # else every epoch has the same order
    total = torch.zeros(2, device=device)  # loss times rows, rows
    for X_batch, y_batch in loader:
        loss = loss_function(model(X_batch), y_batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        n = len(y_batch)
        total += total.new_tensor([loss.item() * n, n])
    if several:
        dist.all_reduce(total)  # a sum over the ranks
    if rank == 0:  # one rank prints, and one rank saves
        print(f"epoch {epoch}  training loss {total[0] / total[1]:.2f}")

if several:  # every rank has the same weights
    sums = torch.stack([w.detach().sum() for w in net.parameters()])
    highest = sums.clone()
    dist.all_reduce(highest, dist.ReduceOp.MAX)
    assert torch.equal(sums, highest)
    del model, loss  # both hold on to the group, and its threads
    gc.collect()
    dist.destroy_process_group()
if rank == 0:
    torch.save(net.state_dict(), "model.pt")  # of net, not of model
    right = (net(X[val]).argmax(1) == y[val]).float().mean()
    print(f"validation accuracy {right:.2f}, rows {total[1]:.0f}")
    assert right > 0.85 and total[1] == 1152
