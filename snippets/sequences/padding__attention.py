import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

torch.manual_seed(0)
lengths, X = torch.tensor([4, 9]), torch.randn(2, 9, 3)
padding = torch.arange(9) >= lengths[:, None]
X[padding] = 0
short = X[:1, :4]  # the first row, without padding

gru = nn.GRU(3, 8, batch_first=True, bidirectional=True)
_, alone = gru(short)  # (2, 1, 8): forward, backward
outputs, _ = gru(X)
packed = pack_padded_sequence(
    X, lengths, batch_first=True, enforce_sorted=False
)
_, last = gru(packed)
padded = (outputs[0, 0, 8:] - alone[1, 0]).norm()
repaired = (last[1, 0] - alone[1, 0]).norm()
print(f"backward GRU, padded: off by {padded:.2f}")
print(f"backward GRU, packed: off by {repaired:.2f}")

attend = nn.MultiheadAttention(3, 1, batch_first=True)
truth, _ = attend(short, short, short)
plain, _ = attend(X, X, X)
masked, _ = attend(X, X, X, key_padding_mask=padding)
print(
    f"attention, no mask:   off by {(plain[0, :4] - truth).norm():.2f}"
)
print(
    f"key_padding_mask:     off by {(masked[0, :4] - truth).norm():.2f}"
)
assert repaired < 1e-5 and torch.allclose(
    masked[0, :4], truth, atol=1e-5
)
assert padded > 0.02 and (plain[0, :4] - truth).norm() > 0.02
