# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)  # 4 heads

    def forward(self, x, cache=None):  # x (batch, new tokens, width)
        start = cache is None
        qkv = self.qkv(x).unflatten(2, (3, 4, -1))
        q, kv = qkv.permute(2, 0, 3, 1, 4).split([1, 2])
        if not start:  # x is one token, which may see all others
            kv = torch.cat([cache, kv], dim=3)  # along time
        y = scaled_dot_product_attention(q[0], *kv, is_causal=start)
        return y.transpose(1, 2).flatten(2), kv


torch.manual_seed(0)
attention, x = Attention(64), torch.randn(1, 10, 64)
whole, cache = attention(x)  # cache (2, batch, head, 10, d)
last, _ = attention(x[:, 9:], cache[..., :9, :])
print("same output:", torch.allclose(last, whole[:, 9:], atol=1e-6))
# --8<-- [end:idea]
# --8<-- [start:generate]
import time

import matplotlib.pyplot as plt
from torch.utils.flop_counter import FlopCounterMode

token, head = nn.Embedding(50, 64).double(), nn.Linear(64, 50).double()
layers = [Attention(64).double() for _ in range(3)]


@torch.inference_mode()
def generate(length, cached):
    """Tokens sampled one after another, starting with token 0."""
    torch.manual_seed(1)
    tokens, caches = torch.tensor([[0]]), [None] * len(layers)
    while tokens.shape[1] < length:
        x = token(tokens[:, -1:] if cached else tokens)
        for i, layer in enumerate(layers):
            y, kv = layer(x, caches[i])
            x = x + y
            if cached:
                caches[i] = kv
        drawn = head(x[:, -1]).softmax(dim=1).multinomial(1)
        tokens = torch.cat([tokens, drawn], dim=1)
    return tokens


lengths, seconds = (20, 40, 80, 160), []
print("MFLOP of the layers:  20 tokens      40      80     160")
for cached, name in (
    (False, "without a cache"),
    (True, "with a cache"),
):
    costs = []
    for length in lengths:
        with FlopCounterMode(display=False) as counter:
            tokens = generate(length, cached)
        costs.append(counter.get_total_flops() / 1e6)
        assert tokens.equal(generate(length, not cached))
    begin = time.process_time()
    generate(160, cached)
    seconds.append(time.process_time() - begin)
    print(f"{name:22}", *(f"{cost:7.1f}" for cost in costs))
    plt.plot(lengths, costs, "o-", label=name)
twice = seconds[0] > 2 * seconds[1]
print("the first tokens:", tokens[0, :8].tolist())
print("160 tokens in less than half the time:", twice)
assert twice
plt.xlabel("tokens generated")
plt.ylabel("million operations in the layers")
plt.title("With a cache the cost grows as the length")
plt.legend()
plt.show()
# --8<-- [end:generate]
