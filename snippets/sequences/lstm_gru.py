# --8<-- [start:idea]
import torch
from torch import nn


def lstm_step(x, h, c, W, U, b):
    """x (batch, in), h and c (batch, n), W (4n, in), U (4n, n)."""
    i, f, g, o = (x @ W.T + h @ U.T + b).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()  # forget, write
    return o.sigmoid() * c.tanh(), c  # read


torch.manual_seed(0)
lstm, x = nn.LSTM(10, 20), torch.randn(6, 2, 10)  # (time, batch, in)
W, U, b_ih, b_hh = (p.detach() for p in lstm.parameters())
h = c = torch.zeros(2, 20)
for x_t in x:
    h, c = lstm_step(x_t, h, c, W, U, b_ih + b_hh)
_, (last_h, last_c) = lstm(x)
print("h equal:", torch.allclose(h, last_h[0], atol=1e-6))
print("c equal:", torch.allclose(c, last_c[0], atol=1e-6))
# --8<-- [end:idea]


# --8<-- [start:gru]
def gru_step(x, h, gru, reset_first):
    """One step of a GRU; PyTorch resets after the product with U."""
    W, U, b_ih, b_hh = gru.parameters()
    n = len(W) // 3
    from_x, from_h = x @ W.T + b_ih, h @ U.T + b_hh
    r = (from_x[:, :n] + from_h[:, :n]).sigmoid()
    z = (from_x[:, n : 2 * n] + from_h[:, n : 2 * n]).sigmoid()
    if reset_first:
        past = (r * h) @ U[2 * n :].T + b_hh[2 * n :]
    else:
        past = r * from_h[:, 2 * n :]
    return z * h + (1 - z) * (from_x[:, 2 * n :] + past).tanh()


gru = nn.GRU(10, 20)
_, last = gru(x)
for reset_first in (False, True):
    h = torch.zeros(2, 20)
    for x_t in x:
        h = gru_step(x_t, h, gru, reset_first)
    apart = (h - last[0]).abs().max().item()
    assert (apart < 1e-6) == (not reset_first)
    where = "before" if reset_first else "after"
    print(f"GRU, reset {where:6} the product: off by {apart:.2f}")
for layer, parts in ((nn.RNN, 1), (nn.GRU, 3), (nn.LSTM, 4)):
    n = sum(p.numel() for p in layer(10, 20).parameters())
    print(f"{layer.__name__:4} 10 to 20: {n:5,} parameters")
    assert n == parts * (10 * 20 + 20 * 20 + 2 * 20)

with torch.no_grad():  # forget gate open, input gate closed
    lstm.bias_ih_l0[20:40] = 20
    lstm.bias_ih_l0[:20] = -20
start = torch.randn(1, 2, 20)
x = torch.randn(1000, 2, 10)
_, (_, kept) = lstm(x, (start, start))
off = (kept - start).abs().max()
print(f"cell after {len(x):,} steps: off by {off:.3f}")
assert torch.allclose(kept, start, atol=1e-4)
# --8<-- [end:gru]
