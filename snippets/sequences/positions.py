# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(16, 2, dropout=0.0, batch_first=True)
tokens = torch.randn(1, 3, 16)  # dog, bites, man
turned = tokens.flip(1)  # man, bites, dog

place = torch.arange(3)[:, None] / 100 ** (torch.arange(8) / 8)
places = torch.cat([place.sin(), place.cos()], dim=1)  # (3, 16)
for name, added in (("without", 0), ("with", places)):
    one, other = layer(tokens + added), layer(turned + added)
    apart = (one - other).mean(dim=1).norm()
    print(f"{name:7} positions, outputs differ by {apart:.2f}")
# --8<-- [end:idea]
# --8<-- [start:learn]
import matplotlib.pyplot as plt


def sentences(n):
    """Eight tokens, one of them 0, one 1; is 0 before 1?"""
    tokens = torch.randint(2, 8, (n, 8))
    places = torch.rand(n, 8).argsort()[:, :2]
    tokens.scatter_(1, places, torch.tensor([0, 1]).expand(n, 2))
    return tokens, (places[:, 0] < places[:, 1]).long()


class Model(nn.Module):
    def __init__(self, positions, n_layers, causal):
        super().__init__()
        self.token, self.head = nn.Embedding(8, 16), nn.Linear(16, 2)
        self.place = nn.Embedding(8, 16) if positions else None
        self.causal = causal
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(16, 2, 32, 0.0, batch_first=True)
            for _ in range(n_layers)
        )

    def forward(self, tokens):
        x, mask = self.token(tokens), None
        if self.place is not None:
            x = x + self.place.weight
        if self.causal:
            mask = nn.Transformer.generate_square_subsequent_mask(8)
        for layer in self.layers:
            x = layer(x, src_mask=mask)
        return self.head(x[:, -1] if self.causal else x.mean(dim=1))


arms = {  # positions, layers, causal; the share to expect
    "bag of words (no attention)": (False, 0, False, 0.5),
    "attention, no positions": (False, 1, False, 0.5),
    "attention, positions": (True, 1, False, 1),
    "causal mask, 1 layer": (False, 1, True, 0.625),
    "causal mask, 2 layers": (False, 2, True, 1),
}
print("which of two words is first (2 seeds)  new sentences")
for name, (*arm, share) in arms.items():
    runs = []
    for seed in range(2):
        torch.manual_seed(seed)
        model = Model(*arm)
        optimizer = torch.optim.Adam(model.parameters(), 0.01)
        for _ in range(150):
            tokens, y = sentences(64)
            loss = nn.functional.cross_entropy(model(tokens), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        tokens, y = sentences(3000)
        right = model(tokens).argmax(dim=1) == y
        runs.append(right.double().mean().item())
    low, high = min(runs), max(runs)
    print(f"{name:35} {low:8.0%} to {high:.0%}")
    plt.plot(runs, [name] * 2, "o")
    assert max(abs(right - share) for right in runs) < 0.05
plt.xlabel("right on new sentences (guessing: 0.5)")
plt.title("Who sees the order?")
plt.show()
# --8<-- [end:learn]
