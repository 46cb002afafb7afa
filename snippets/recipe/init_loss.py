import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
X, nine = X[train], (y[train] == 9).float()[:, None]  # is it a nine?


def guess_shares(last: nn.Linear, y: torch.Tensor) -> float:
    """Set the last bias so that the outputs start at the shares in y.

    y: (batch, 1) of 0 and 1 for one sigmoid output, or (batch,) of
    class indices for softmax; each class has to occur. Returns the
    loss to expect before training, in nats: the entropy of y.
    """
    share = y.flatten().long().bincount() / len(y)
    logits = share.log() if y.ndim == 1 else share[1].logit()
    with torch.no_grad():
        last.bias.copy_(logits.expand_as(last.bias))
    return -(share * share.log()).sum().item()


blank = torch.zeros(11, 64)  # of a blank input the bias is all we see
for loss_function, n_outputs, labels in (
    (F.binary_cross_entropy_with_logits, 1, torch.eye(11)[:, :1]),
    (F.cross_entropy, 3, torch.tensor([0] * 7 + [1] * 3 + [2])),
):
    last = nn.Linear(64, n_outputs)
    start = guess_shares(last, labels)
    loss = loss_function(last(blank), labels)
    print(f"outputs: {n_outputs}, expect {start:.3f}, is {loss:.3f}")
    assert abs(start - loss) < 1e-6


def train_losses(make_optimizer, lr, guess, seed):
    torch.manual_seed(seed)
    last = nn.Linear(64, 1)
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), last)
    if guess:
        guess_shares(last, nine)
    optimizer = make_optimizer(model.parameters(), lr=lr)
    losses = []
    for _ in range(21):
        loss = F.binary_cross_entropy_with_logits(model(X), nine)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


print("is it a nine?       step 0   step 10   step 20")
sgd, adam = torch.optim.SGD, torch.optim.Adam
last_losses = []
for kind, lr, color in ((sgd, 1, "C0"), (adam, 0.03, "C2")):
    for guess, line in ((False, ":"), (True, "-")):
        runs = [train_losses(kind, lr, guess, s) for s in range(5)]
        runs = torch.tensor(runs)  # (seeds, steps)
        last_losses.append(runs[:, -1])
        name = (
            f"{kind.__name__}, {'shares' if guess else 'random'} bias"
        )
        means = (f"{mean:10.2f}" for mean in runs.mean(0)[::10])
        print(f"{name:17}", *means, sep="")
        plt.plot(runs.T, color + line, lw=0.8)
        plt.plot([], color + line, label=name)
        first = runs[:, 0] - guess_shares(nn.Linear(64, 1), nine)
        assert first.abs().max() < 0.05 if guess else first.min() > 0.1
assert (
    last_losses[0].mean() - last_losses[1].mean()
).abs() < 0.05  # SGD
assert last_losses[2].min() > 1.5 * last_losses[3].max()  # Adam

plt.title("The right bias skips the first plunge")
plt.xlabel("step")
plt.ylabel("training loss (nats)")
plt.legend(loc="upper right", title="5 seeds each")
plt.show()
