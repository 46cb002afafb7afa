# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
token, place = nn.Embedding(128, 32), nn.Embedding(32, 32)
blocks = nn.ModuleList()
for _ in range(4):
    sizes = 32, 4, 64, 0.0  # width, heads, width of the MLP, dropout
    layer = nn.TransformerEncoderLayer
    blocks.append(layer(*sizes, batch_first=True, norm_first=True))
future = torch.ones(32, 32).bool().triu(1)


def stream(x):
    """The residual stream at the start and after each block."""
    states = [token(x) + place.weight]
    for block in blocks:
        states.append(block(states[-1], future))
    return states


nn.ModuleList([token, place, blocks]).double()
x = torch.randint(128, (64, 32))  # (batch, time)
sizes = [state.norm(dim=-1).mean().item() for state in stream(x)]
print("size before training:", *[round(size, 1) for size in sizes])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn import datasets
from torch.nn.functional import cross_entropy

names = "diabetes", "digits", "iris", "linnerud", "wine"
texts = [getattr(datasets, f"load_{name}")().DESCR for name in names]
old = torch.tensor(list("".join(texts).lower().encode()))
new = datasets.load_breast_cancer().DESCR.lower().encode()
new = torch.tensor(list(new))


def pieces(text, n):
    """Characters at n random places, and the ones that follow."""
    rows = torch.randint(len(text) - 32, (n, 1)) + torch.arange(33)
    return text[rows[:, :32]], text[rows[:, 1:]]


read = nn.Sequential(nn.LayerNorm(32), nn.Linear(32, 128)).double()
model = nn.ModuleList([token, place, blocks, read])
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(100):
    x, y = pieces(old, 16)
    loss = cross_entropy(read(stream(x)[-1]).mT, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

model.eval().requires_grad_(False)
x, y = pieces(new, 100)
states = stream(x)
print("blocks    size   adds  nearest is own  loss on a new text")
table = []
for n, state in enumerate(states):
    size = state.norm(dim=-1).mean()
    adds = (state - states[max(n - 1, 0)]).norm(dim=-1).mean()
    nearest = torch.cdist(state, token.weight).argmin(dim=-1)
    own = (nearest == x).double().mean()
    loss = cross_entropy(read(state).mT, y)
    print(f"{n:6} {size:7.1f} {adds:6.1f} {own:13.1f} {loss:14.1f}")
    table.append([size, adds, own, loss])
size, adds, own, loss = torch.tensor(table).T
assert size.diff().min() > 0 and adds.argmax() == 1
assert own[4] > 0.1 and loss[0] > loss[1] + 0.4
assert loss[1] > loss[4] and loss[2:].diff().abs().max() < 0.1
plt.plot(loss, "o-")
plt.title("Read after each block, the guess gets better")
plt.xlabel("blocks that the stream has passed")
plt.ylabel("loss on a new text")
plt.show()
# --8<-- [end:evidence]
