# --8<-- [start:idea]
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, d, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.up, self.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):  # (batch, time, d)
        qkv = self.qkv(self.norm1(x)).unflatten(
            2, (3, self.n_heads, -1)
        )
        q, k, v = qkv.permute(2, 0, 3, 1, 4)  # (batch, head, time, d/h)
        mixed = nn.functional.scaled_dot_product_attention(q, k, v)
        x = x + self.out(mixed.transpose(1, 2).flatten(2))
        return x + self.down(self.up(self.norm2(x)).relu())


torch.manual_seed(0)
n = sum(p.numel() for p in Block(768, 12).parameters())
print(f"width 768: {n:,} parameters, {n / 768**2:.2f} d²")
# --8<-- [end:idea]
# --8<-- [start:equal]
block = Block(64, 4)
layer = nn.TransformerEncoderLayer(
    64, 4, 256, dropout=0.0, batch_first=True, norm_first=True
)
names = {
    "self_attn.in_proj_": "qkv.",
    "self_attn.out_proj.": "out.",
    "linear1.": "up.",
    "linear2.": "down.",
}
weights = {}
for key, value in layer.state_dict().items():
    for theirs, ours in names.items():
        key = key.replace(theirs, ours)
    weights[key] = value
block.load_state_dict(weights)
x = torch.randn(2, 10, 64).double()
out, theirs = block.double()(x), layer.double()(x)
same = torch.allclose(out, theirs)
print(f"{tuple(out.shape)} as nn.TransformerEncoderLayer: {same}")
assert same


def gpt(vocabulary, d, n_layers, time):
    """Parameters of a GPT-2: embeddings, blocks, a last norm."""
    block = 12 * d**2 + 13 * d
    return vocabulary * d + time * d + n_layers * block + 2 * d


for name, parts, count in (
    ("attention", (block.qkv, block.out), 4 * 64**2 + 4 * 64),
    ("MLP", (block.up, block.down), 8 * 64**2 + 5 * 64),
    ("norms", (block.norm1, block.norm2), 4 * 64),
):
    n = sum(p.numel() for part in parts for p in part.parameters())
    print(f"{name:9} {n / 64**2:5.2f} d²")
    assert n == count
print(f"GPT-2 small {gpt(50257, 768, 12, 1024):,}")
print(f"GPT-3 {gpt(50257, 12288, 96, 2048) / 1e9:.1f} billion")
# --8<-- [end:equal]
