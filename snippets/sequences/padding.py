# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

torch.manual_seed(0)
gru = nn.GRU(3, 8, batch_first=True)
rows = torch.randn(4, 3), torch.randn(9, 3)  # two lengths
X = pad_sequence(rows, batch_first=True)  # (2, 9, 3)
lengths = torch.tensor([4, 9])
_, alone = gru(rows[0])  # the short one, without padding

outputs, last = gru(X)
at_end = outputs[torch.arange(2), lengths - 1]
packed = pack_padded_sequence(
    X, lengths, batch_first=True, enforce_sorted=False
)
print(f"padded, last state: off by {(last[0, 0] - alone).norm():.2f}")
print(f"at length - 1:      off by {(at_end[0] - alone).norm():.2f}")
print(f"packed: off by {(gru(packed)[1][0, 0] - alone).norm():.2f}")
# --8<-- [end:idea]
# --8<-- [start:train]
import matplotlib.pyplot as plt


def batch(n, longest):
    """Rows of 2 to 12 numbers, padded; is their sum above zero?"""
    real = torch.arange(longest) < torch.randint(2, 13, (n, 1))
    X = torch.zeros(n, longest).double()
    X[:, :12] = torch.randn(n, 12)
    X *= real
    return X[:, :, None], real[:, :, None], (X.sum(dim=1) > 0).double()


def read(how, outputs, real):  # outputs (batch, time, 16)
    if how == "last step":
        return outputs[:, -1]
    if how == "mean of all":
        return outputs.mean(dim=1)
    if how == "mean of real":
        return (outputs * real).sum(dim=1) / real.sum(dim=1)
    return outputs[torch.arange(len(real)), real.sum(dim=1)[:, 0] - 1]


print("trained on 12 steps   right   other answer if padded to 48")
for how in ("last step", "mean of all", "mean of real", "length - 1"):
    shares = []
    for seed in range(2):
        torch.manual_seed(seed)
        gru = nn.GRU(1, 16, batch_first=True).double()
        head = nn.Linear(16, 1).double()
        weights = [*gru.parameters(), *head.parameters()]
        optimizer = torch.optim.Adam(weights, 0.01)
        for _ in range(100):
            X, real, y = batch(64, 12)
            logits = head(read(how, gru(X)[0], real))[:, 0]
            loss = nn.functional.binary_cross_entropy_with_logits(
                logits, y
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        X, real, y = batch(1500, 48)
        answers = [
            head(read(how, gru(X[:, :T])[0], real[:, :T]))[:, 0] > 0
            for T in (12, 48)
        ]
        right = (answers[0] == y).float().mean()
        changed = (answers[0] != answers[1]).float().mean()
        shares.append(torch.stack([right, changed]))
    right, changed = torch.stack(shares).mean(dim=0)
    print(f"{how:14} {right:12.1%} {changed:20.1%}")
    plt.barh(how, changed)
    assert right > 0.85
    if how in ("last step", "mean of all"):
        assert changed > 0.005
    else:
        assert changed == 0
plt.xlabel("share of answers that change")
plt.title("The same rows, padded to 48 instead of 12")
plt.show()
# --8<-- [end:train]
