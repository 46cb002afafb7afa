import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

torch.manual_seed(0)
model = nn.Linear(64, 10)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)


def share(step, warmup):  # of the full rate
    return min((step + 1) / (warmup + 1), 1)


scheduler = LambdaLR(optimizer, lambda i: share(i, warmup=4))
for _ in range(6):
    print(f"learning rate {scheduler.get_last_lr()[0]:.3f}")
    optimizer.step()  # after loss.backward()
    scheduler.step()
