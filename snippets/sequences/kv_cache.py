# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention


class Attention(nn.Module):
    def __init__(self, width: int, n_heads: int):
        super().__init__()
        self.n_heads = n_heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x, cache=None):  # x (batch, new tokens, width)
        qkv = self.qkv(x).unflatten(2, (3, self.n_heads, -1))
        q, k, v = qkv.permute(2, 0, 3, 1, 4)  # (batch, head, time, d)
        if cache is not None:  # one new token: it may see all
            k = torch.cat([cache[0], k], dim=2)
            v = torch.cat([cache[1], v], dim=2)
        y = scaled_dot_product_attention(q, k, v, is_causal=not cache)
        return self.out(y.transpose(1, 2).flatten(2)), (k, v)
# --8<-- [end:idea]
