import torch
from torch import nn

torch.manual_seed(0)
embedding = nn.Embedding(3, 8)
tokens = torch.tensor([1, 2, 3])  # counted from 1
print(
    "rows", len(embedding.weight), "largest token", tokens.max().item()
)
embedding(tokens)
