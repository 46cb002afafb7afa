# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])
X, y = X[train[:16]], y[train[:16]]  # one batch that never changes

model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(1, 101):
    loss = nn.functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 10, 100):
        print(f"step {step:3}  loss {loss:.3f}")
assert loss < 0.05, "something is broken"
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def losses(bug, seed):
    """Loss of the batch before each of 100 steps."""
    torch.manual_seed(seed)
    hidden = nn.Linear(64, 64), nn.ReLU()
    model, labels = nn.Sequential(*hidden, nn.Linear(64, 10)), y
    lr = 0.00001 if bug == "rate too small" else 0.01
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    if bug == "softmax at the end":
        model.append(nn.Softmax(dim=1))
    if bug == "ReLU at the end":
        model.append(nn.ReLU())
    if bug == "wrong labels":
        labels = y[torch.randperm(16)]
    found = []
    for _ in range(100):
        if bug == "labels out of step":
            labels = y[torch.randperm(16)]
        loss = nn.functional.cross_entropy(model(X), labels)
        found.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return found


bugs = ["none", "rate too small", "labels out of step"]
bugs += ["softmax at the end", "ReLU at the end", "wrong labels"]
print("bug, 5 seeds         loss at step 1     at step 100")
for bug in bugs:
    runs = torch.tensor([losses(bug, seed) for seed in range(5)])
    last = runs[:, -1]
    print(f"{bug:20} {runs[:, 0].mean():14.1f}", end="")
    print(f"{last.min():9.2f} to {last.max():.2f}")
    if bug in ("none", "wrong labels"):
        assert last.max() < 0.02
    else:
        assert last.median() > 0.1
    assert (runs[:, 0] - 2.3).abs().max() < 0.2
    plt.plot(runs.mean(0), label=bug)
plt.title("Four bugs keep the loss up, the fifth does not")
plt.xlabel("step")
plt.ylabel("training loss, mean of 5 seeds (nats)")
plt.yscale("log")
plt.ylim(bottom=1e-6)
plt.legend(loc="lower left", ncols=2, title="bug")
plt.show()
# --8<-- [end:evidence]
