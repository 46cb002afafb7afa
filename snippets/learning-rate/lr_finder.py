# --8<-- [start:idea]
from copy import deepcopy


def range_test(model, loss_fn, batches, optimizer, low=1e-5, high=10):
    """Rates and losses while the rate grows, as lists; undone after."""
    before = deepcopy((model.state_dict(), optimizer.state_dict()))
    device, rates, losses = next(model.parameters()).device, [], []
    for i, (X, y) in enumerate(batches):  # a list, or a DataLoader
        loss = loss_fn(model(X.to(device)), y.to(device))
        if not loss < 4 * min(losses, default=loss):
            break  # exploded, or nan
        losses.append(loss.item())
        rates.append(low * (high / low) ** (i / (len(batches) - 1)))
        for group in optimizer.param_groups:
            group["lr"] = rates[-1]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    optimizer.zero_grad()
    model.load_state_dict(before[0])
    optimizer.load_state_dict(before[1])
    return rates, losses


# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
loss_fn = nn.CrossEntropyLoss()


def errors(lr):
    """Validation and test error in percent after training at lr."""
    trained = deepcopy(model)
    optimizer = optimizer_class(trained.parameters(), lr=lr)
    for images, labels in batches:
        optimizer.zero_grad()
        loss_fn(trained(images), labels).backward()
        optimizer.step()
    wrong = 100.0 * (trained(X).argmax(dim=1) != y)
    return wrong[val].mean().item(), wrong[test].mean().item()


arms = (torch.optim.SGD, 1, "C0"), (torch.optim.Adam, 0.03, "C2")
for optimizer_class, middle, color in arms:
    runs = []
    for seed in range(5):
        torch.manual_seed(seed)
        train, val, test = torch.randperm(len(X)).split([900, 400, 497])
        layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
        model = nn.Sequential(*layers).double()
        batches = [(X[i], y[i]) for i in train.split(100)] * 7
        optimizer = optimizer_class(model.parameters())
        weight, default = model[0].weight, optimizer.defaults["lr"]
        before = weight.clone()
        rates, losses = range_test(model, loss_fn, batches, optimizer)
        assert weight.equal(before) and weight.grad is None
        assert optimizer.param_groups[0]["lr"] == default
        smooth = torch.tensor(losses).unfold(0, 5, 1).mean(dim=1)
        lowest = rates[smooth.argmin() + 2]
        plt.plot(rates[2:-2], smooth, color, lw=0.8)
        plt.plot(lowest / 3, 0.1, "^", color=color)
        sweep = min(errors(k * middle) for k in (0.3, 1, 3))
        tests = [errors(lowest / k)[1] for k in (1, 3, 10)]
        runs.append([lowest, sweep[1], *tests])
    name, runs = optimizer_class.__name__, torch.tensor(runs)
    median = runs[:, 0].median()
    print(
        f"{name}: lowest near {median:.1g} (median), test error, n = 5"
    )
    means, spread = runs.mean(dim=0), runs.std(dim=0) / 5**0.5
    ways = "sweep of 3", "lowest", "a third", "a tenth"
    for i, way in enumerate(ways, start=1):
        print(f"  {way:10} {means[i]:3.2g} % ± {spread[i]:.2g} %")
    _, swept, bottom, third, tenth = means
    if name == "SGD":
        assert third < swept + 7 and third < min(bottom, tenth - 3)
    else:
        assert third < swept + 3 and tenth < third + 10
    plt.plot([], color, label=name)
plt.semilogx()
plt.ylim(0, 3)
plt.title("Triangles: a third of where the loss is lowest")
plt.xlabel("learning rate, growing at each step")
plt.ylabel("training loss, mean of 5 steps")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
