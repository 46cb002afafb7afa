# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
loss_fn = nn.CrossEntropyLoss()


def train(zero, momentum):
    torch.manual_seed(0)
    model = nn.Linear(64, 10)
    optimizer = torch.optim.SGD(model.parameters(), 0.01, momentum)
    for _ in range(100):
        if zero:
            optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()  # adds to .grad
        optimizer.step()
    print(f"loss {loss.item():.4f}")
    return model.weight


forgotten, momentum_1 = train(zero=False, momentum=0), train(True, 1)
print("equal bit for bit:", torch.equal(forgotten, momentum_1))
# --8<-- [end:idea]
# --8<-- [start:rates]
import matplotlib.pyplot as plt


def accuracy(rate, zero, seed):
    """On 497 test images, after 100 steps of SGD on batches of 64."""
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    )
    optimizer = torch.optim.SGD(model.parameters(), rate)
    train, test = torch.randperm(len(X)).split([1300, 497])
    for _ in range(100):
        batch = train[torch.randint(1300, (64,))]
        if zero:
            optimizer.zero_grad()
        loss_fn(model(X[batch]), y[batch]).backward()
        optimizer.step()
    return (model(X[test]).argmax(1) == y[test]).float().mean().item()


rates, seeds = (0.01, 0.03, 0.1, 0.3, 0.5), range(4)
zeroed, forgotten = {}, {}
print("rate  zeroed  forgotten   (mean test accuracy, 4 seeds)")
for rate in rates:
    zeroed[rate] = [accuracy(rate, True, seed) for seed in seeds]
    forgotten[rate] = [accuracy(rate, False, seed) for seed in seeds]
    means = sum(zeroed[rate]) / 4, sum(forgotten[rate]) / 4
    print(f"{rate:<4}  {means[0]:6.1f}  {means[1]:9.1f}")
    if rate == 0.01:
        assert means[1] > means[0] + 0.5
    if rate == 0.5:
        assert means[0] > means[1] + 0.3
for runs, style in ((zeroed, "C0o-"), (forgotten, "C1o-")):
    plt.semilogx(rates, list(runs.values()), style, lw=1)
plt.text(0.3, 0.97, "zeroed", color="C0")
plt.text(0.011, 0.93, "forgotten", color="C1")
plt.xlabel("learning rate of SGD")
plt.ylabel("test accuracy after 100 steps")
plt.title("Forgetting moves the rate that works")
plt.show()
# --8<-- [end:rates]
# --8<-- [start:none]
cases = [("SGD", {}), ("SGD", {"momentum": 0.9})]
cases += [("SGD", {"weight_decay": 0.1}), ("Adam", {}), ("AdamW", {})]
print("a step moves a weight by      None   zero")
for name, options in cases:
    moved = []
    for set_to_none in (True, False):
        w = torch.ones(1, requires_grad=True)
        optimizer = getattr(torch.optim, name)([w], lr=0.1, **options)
        (3 * w).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none)
        before = w.item()
        optimizer.step()
        moved.append(before - w.item())
    print(f"{name:5}  {options!s:21} {moved[0]:.3f}  {moved[1]:.3f}")
    assert moved[0] == 0
# --8<-- [end:none]
