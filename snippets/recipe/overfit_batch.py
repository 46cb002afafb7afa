import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
n_batch, steps = 16, 100


def losses_of(bug: str, seed: int) -> list[float]:
    """Training loss at each step on one batch that never changes."""
    torch.manual_seed(seed)
    i = train[torch.randperm(len(train))[:n_batch]]
    X_batch, y_batch = X[i], y[i]
    if bug == "wrong labels":
        y_batch = y_batch[torch.randperm(n_batch)]
    model = nn.Sequential(
        nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    )
    if bug == "softmax at the end":
        model.append(nn.Softmax(dim=1))
    if bug == "ReLU at the end":
        model.append(nn.ReLU())
    lr = 0.00001 if bug == "rate too small" else 0.01
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        if bug == "labels out of step":
            y_batch = y_batch[torch.randperm(n_batch)]
        loss = nn.functional.cross_entropy(model(X_batch), y_batch)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


bugs = ["none", "rate too small", "labels out of step"]
bugs += ["softmax at the end", "ReLU at the end", "wrong labels"]
runs = [[losses_of(bug, seed) for seed in range(5)] for bug in bugs]
runs = torch.tensor(runs)  # (bugs, seeds, steps)
print(f"bug                  loss at step 1   at step {steps}")
for i, bug in enumerate(bugs):
    first, last = runs[i, :, 0].mean(), runs[i, :, -1]
    print(f"{bug:20} {first:9.1f} {last.min():15.3f}", end="")
    print(f" to {last.max():.3f}")
    passes = bug in ("none", "wrong labels")
    assert last.max() < 0.02 if passes else last.median() > 0.05
    plt.plot(runs[i].T, f"C{i}", lw=0.8)
    plt.plot([], f"C{i}", label=bug)
plt.title("Four bugs keep the loss up, the fifth not")
plt.xlabel("step")
plt.ylabel("training loss (nats)")
plt.yscale("log")
plt.ylim(bottom=3e-7)
plt.legend(loc="lower left", ncols=2, title="5 seeds each; bug:")
plt.show()
