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
rows = embedding.weight.grad.sum(dim=1)
print("gradient by row:", rows.int().tolist())
# --8<-- [end:idea]
# --8<-- [start:unused]
import matplotlib.pyplot as plt

moves = []
names = "SGD", "Adam", "AdamW"
for name in names:
    embedding = nn.Embedding(6, 3)
    optimizer = getattr(torch.optim, name)(embedding.parameters())
    for batch in ([5, 5], [2, 0]):  # token 5 in the first step only
        before = embedding.weight.detach().clone()
        optimizer.zero_grad()
        embedding(torch.tensor(batch)).square().sum().backward()
        optimizer.step()
    moves.append((embedding.weight != before).any(dim=1).int())
    print(f"{name:5} tokens 2 and 0 in the batch, moved: ", end="")
    print(moves[-1].nonzero()[:, 0].tolist())
assert moves[0].tolist() == [1, 0, 1, 0, 0, 0]
assert moves[1].tolist() == [1, 0, 1, 0, 0, 1]
assert moves[2].tolist() == [1, 1, 1, 1, 1, 1]
plt.imshow(torch.stack(moves), cmap="Blues")
plt.yticks(range(3), names)
plt.xlabel("row of the embedding (dark: moved)")
plt.title("Moved by a step on tokens 2 and 0")
plt.show()
# --8<-- [end:unused]


# --8<-- [start:tied]
class Model(nn.Module):
    def __init__(self, tied):
        super().__init__()
        self.embedding = nn.Embedding(50, 8)
        self.head = nn.Linear(8, 50, bias=False)
        if tied:
            self.head.weight = self.embedding.weight

    def forward(self, tokens):
        return self.head(self.embedding(tokens).tanh())


tied, free = Model(tied=True).double(), Model(tied=False).double()
free.load_state_dict(tied.state_dict())  # the same numbers in both
tokens, targets = torch.randint(50, (2, 100))
for model, name in ((tied, "tied"), (free, "free")):
    nn.functional.cross_entropy(model(tokens), targets).backward()
    n = sum(p.numel() for p in model.parameters())
    print(f"{name}: {n} parameters")
both = free.embedding.weight.grad + free.head.weight.grad
same = torch.allclose(both, tied.head.weight.grad)
print("gradient of the tied one is the sum of both:", same)
assert same
# --8<-- [end:tied]
