# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import one_hot

torch.manual_seed(0)
embedding = nn.Embedding(6, 3)  # six tokens, three numbers each
tokens = torch.tensor([[2, 0, 2]])  # (batch, time)
vectors = embedding(tokens)  # (batch, time, 3)
product = one_hot(tokens, 6).float() @ embedding.weight
print("row lookup = one-hot times matrix:", vectors.equal(product))

vectors.sum().backward()
print("gradient by row:", embedding.weight.grad.sum(dim=1).tolist())
# --8<-- [end:idea]
# --8<-- [start:unused]
for name, optimizer in (
    ("SGD", torch.optim.SGD),
    ("Adam", torch.optim.Adam),
    ("AdamW", torch.optim.AdamW),
):
    torch.manual_seed(0)
    embedding = nn.Embedding(6, 3)
    step = optimizer(embedding.parameters(), lr=0.1)
    for batch in ([5, 5], [2, 0], [2, 0]):  # token 5 only at first
        before = embedding.weight.detach().clone()
        step.zero_grad()
        embedding(torch.tensor(batch)).square().sum().backward()
        step.step()
    moved = (embedding.weight - before).abs().sum(dim=1) > 0
    print(f"{name:5} rows moved by the last step {moved.int().tolist()}")
# --8<-- [end:unused]
# --8<-- [start:tied]
class Model(nn.Module):
    def __init__(self, n_tokens, width, tied):
        super().__init__()
        self.embedding = nn.Embedding(n_tokens, width)
        self.head = nn.Linear(width, n_tokens, bias=False)
        if tied:
            self.head.weight = self.embedding.weight
    def forward(self, tokens):
        return self.head(self.embedding(tokens).tanh())


tokens, targets = torch.tensor([3, 1]), torch.tensor([4, 1])
free, tied = Model(6, 3, False), Model(6, 3, True)
with torch.no_grad():
    free.embedding.weight.copy_(tied.embedding.weight)
    free.head.weight.copy_(tied.head.weight)
for model in (free, tied):
    nn.functional.cross_entropy(model(tokens), targets).backward()
total = free.embedding.weight.grad + free.head.weight.grad
print("tied gradient = sum of both:", torch.allclose(total, tied.head.weight.grad))
# --8<-- [end:tied]
