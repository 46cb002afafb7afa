import matplotlib.pyplot as plt
import torch
from torch import nn


def batch(n):
    """Eight tokens with values; four of them are marked 1 to 4."""
    values, marks = torch.randint(8, (n, 8)), torch.zeros(n, 8).long()
    places = torch.rand(n, 8).argsort(dim=1)[:, :4]
    marks.scatter_(1, places, torch.arange(1, 5).expand(n, 4))
    return values, marks, values.gather(1, places)


class Reader(nn.Module):
    """One query, which has to fetch the four marked values at once."""

    def __init__(self, n_heads):
        super().__init__()
        self.value, self.mark = nn.Embedding(8, 32), nn.Embedding(5, 32)
        self.query = nn.Parameter(torch.randn(1, 1, 32))
        self.attend = nn.MultiheadAttention(
            32, n_heads, batch_first=True
        )
        self.head = nn.Linear(32, 32)

    def forward(self, values, marks):
        x = self.value(values) + self.mark(marks)
        found, _ = self.attend(self.query.expand(len(x), 1, 32), x, x)
        return self.head(found).view(-1, 4, 8).mT  # (batch, 8, mark)


def accuracy(n_heads, lr, seed):
    torch.manual_seed(seed)
    model = Reader(n_heads)
    optimizer = torch.optim.Adam(model.parameters(), lr)
    for _ in range(100):
        values, marks, y = batch(64)
        logits = model(values, marks)
        loss = nn.functional.cross_entropy(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    values, marks, y = batch(2000)
    right = model(values, marks).argmax(dim=1) == y
    return right.double().mean().item()


rates, best = (0.003, 0.01, 0.03), {}
print("four values at once     right, at the best of 3 rates")
for n_heads in (1, 4):
    runs = [
        [accuracy(n_heads, lr, s) for s in range(2)] for lr in rates
    ]
    best[n_heads] = max(runs, key=sum)
    n = sum(p.numel() for p in Reader(n_heads).parameters())
    told = f"{min(best[n_heads]):.0%} to {max(best[n_heads]):.0%}"
    print(f"{n_heads} heads, {n:,} parameters {told:>19} (2 seeds)")
    label = f"heads: {n_heads}"
    plt.semilogx(
        rates, [sum(run) / 2 for run in runs], "o-", label=label
    )
assert max(best[1]) < 0.93 and sum(best[4]) > sum(best[1]) + 0.1
plt.xticks(rates, rates)
plt.minorticks_off()
plt.xlabel("learning rate of Adam")
plt.ylabel("right, mean of 2 seeds")
plt.title("Four things at once want more than one head")
plt.legend()
plt.show()
