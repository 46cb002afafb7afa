# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
x = torch.randn(1, 4, 8)  # (batch, time, features)
allowed = torch.ones(4, 4).bool().tril()  # (query, key): the past

values = torch.eye(4)[None]  # so that the output is the weights
function = F.scaled_dot_product_attention(x, x, values, allowed)
attend = nn.MultiheadAttention(8, 2, batch_first=True)
_, layer = attend(x, x, x, attn_mask=allowed)
_, turned = attend(x, x, x, attn_mask=~allowed)
print("function      layer         layer, turned by ~")
for rows in zip(function[0], layer[0], turned[0], strict=True):
    print(*((row > 0).int().tolist() for row in rows), sep="  ")
print("the layer's last row:", layer[0, 3].tolist())
# --8<-- [end:idea]


# --8<-- [start:train]
def losses(model, tokens, mask):
    """Of the next token, (rows, 12); the tokens are (rows, 13)."""
    token, place, attend, head = model
    x = token(tokens[:, :-1]) + place.weight
    found, _ = attend(x, x, x, attn_mask=mask)
    logits = head(x + found).mT
    return F.cross_entropy(logits, tokens[:, 1:], reduction="none")


print("3 seeds         training  validation  last position")
future = torch.ones(12, 12).bool().triu(1)
for name, mask in (("future masked", future), ("no mask", None)):
    rows = []
    for seed in range(3):
        torch.manual_seed(seed)
        P = torch.randn(6, 6).softmax(1)  # of the next token
        chain = [torch.randint(6, (3000,))]
        for _ in range(12):
            chain.append(P[chain[-1]].multinomial(1)[:, 0])
        tokens = torch.stack(chain, dim=1)
        entropy = -(P * P.log()).sum(1)[tokens[:, :-1]].mean()
        model = nn.ModuleList(
            [
                nn.Embedding(6, 16),  # tokens
                nn.Embedding(12, 16),  # places
                nn.MultiheadAttention(16, 2, batch_first=True),
                nn.Linear(16, 6),
            ]
        )
        optimizer = torch.optim.Adam(model.parameters(), 0.01)
        for batch in torch.randint(2000, (150, 64)):
            optimizer.zero_grad()
            losses(model, tokens[batch], mask).mean().backward()
            optimizer.step()
        with torch.no_grad():
            train, val = losses(model, tokens, mask).split([2000, 1000])
        run = torch.stack([train.mean(), val.mean(), val[:, -1].mean()])
        rows.append(run / entropy)
    mean = torch.stack(rows).mean(dim=0)
    print(f"{name:14} {mean[0]:8.2f} {mean[1]:11.2f} {mean[2]:14.2f}")
    if mask is None:
        assert mean[:2].max() < 0.15 and mean[2] > 1.04
    else:
        assert 0.96 < mean.min() and mean.max() < 1.04
# --8<-- [end:train]
# --8<-- [start:plot]
import matplotlib.pyplot as plt

pictures = {
    "function": function,
    "layer, same mask": layer,
    "layer, ~mask": turned,
}
fig, axes = plt.subplots(1, 3, sharey=True, figsize=(5.4, 2.4))
for ax, name in zip(axes, pictures, strict=True):
    ax.imshow(pictures[name].detach()[0] > 0, cmap="Blues")
    ax.set(title=name, xlabel="key")
axes[0].set_ylabel("query")
plt.show()
# --8<-- [end:plot]
