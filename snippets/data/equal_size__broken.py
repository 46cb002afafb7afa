import torch
from torch.utils.data import DataLoader

torch.manual_seed(0)
images = [torch.rand(3, 544, 386), torch.rand(3, 794, 586)]
print("one at a time:", *[len(X) for X in DataLoader(images)])
next(iter(DataLoader(images, batch_size=len(images))))
