# --8<-- [start:idea]
import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader


def pad(rows):
    """A list of (length, features) -> (batch, longest, features)."""
    lengths = torch.tensor([len(row) for row in rows])
    return pad_sequence(rows, batch_first=True), lengths


torch.manual_seed(0)
data = [torch.full((length, 2), 6.0) for length in (3, 5, 2, 4)]
for X, lengths in DataLoader(data, batch_size=2, collate_fn=pad):
    # (batch, longest)
    real = torch.arange(X.shape[1]) < lengths[:, None]
    mean = X[real].mean()
    print(tuple(X.shape), lengths.tolist(), f"mean {mean:.1f}")
    print(f"  with the padding counted: {X.mean():.1f}")
# --8<-- [end:idea]
# --8<-- [start:padding]
lengths = torch.randint(1, 101, (3200,))


def padded(order):
    """The share of padding, in batches of 32."""
    batches = lengths[order].view(-1, 32)
    longest = batches.amax(dim=1)
    return 1 - lengths.sum() / (32 * longest.sum())


shuffled, by_length = torch.randperm(3200), lengths.argsort()
print(f"shuffled rows: {padded(shuffled):.0%} padding")
print(f"neighbors in length: {padded(by_length):.0%} padding")
assert padded(shuffled) > 0.4 and padded(by_length) < 0.02
# --8<-- [end:padding]
# --8<-- [start:causes]
image, gray = torch.rand(3, 4, 4), torch.rand(1, 4, 4)
for name, rows in (
    ("gray among RGB", [image, gray]),
    ("no channel axis", [image, gray[0]]),
    ("lists of other lengths", [["a"], ["b", "c"]]),
    ("None second", [image, None]),
    ("None first", [None, image]),
):
    try:
        next(iter(DataLoader(rows, batch_size=len(rows))))
    except (RuntimeError, TypeError) as error:
        print(f"{name}: {str(error).partition('; ')[0]}")
# --8<-- [end:causes]
