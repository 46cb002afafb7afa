# --8<-- [start:idea]
import torch
from sklearn.datasets import load_iris
from torch import nn

torch.manual_seed(0)
X, y = load_iris(return_X_y=True)
X, y = torch.tensor(X), torch.tensor(y)  # (150, 4), (150,)
X = (X - X.mean(0)) / X.std(0)
model = nn.Linear(4, 3).double()

logits = model(X)
losses = nn.functional.cross_entropy(logits, y, reduction="none")
cost = losses.mean()  # what training lowers
accuracy = (logits.argmax(1) == y).double().mean()  # a metric
print(f"{len(losses)} losses, gradient: {losses.requires_grad}")
print(f"cost {cost:.2f}, gradient: {cost.requires_grad}")
print(f"accuracy {accuracy:.2f}, gradient: {accuracy.requires_grad}")
try:
    accuracy.backward()
except RuntimeError as error:
    print(f"RuntimeError: {error}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def measure():
    """The cost and the accuracy of the model as it is now."""
    logits = model(X)
    right = (logits.argmax(1) == y).double()
    return nn.functional.cross_entropy(logits, y), right.mean()


optimizer = torch.optim.SGD(model.parameters(), lr=1)
for _ in range(100):
    optimizer.zero_grad()
    measure()[0].backward()
    optimizer.step()

shifts = (torch.arange(161) - 80) * 0.075  # from -6 to 6
trained = model.weight[1, 2].item()  # petal length to class 1
values, slopes = [], []
with torch.no_grad():
    for shift in shifts:
        model.weight[1, 2] = trained + shift
        here = torch.stack(measure())
        model.weight[1, 2] += 1e-6
        values.append(here)
        slopes.append(torch.stack(measure()) - here)
values, flat = torch.stack(values), torch.stack(slopes) == 0
print(f"positions where the cost is flat:     {flat[:, 0].sum()}")
print(f"positions where the accuracy is flat: {flat[:, 1].sum()}")
for i in (0, 80, 160):
    cost, accuracy = values[i]
    print(f"moved by {shifts[i]:2.0f}", end="  ")
    print(f"cost {cost:.2f}  accuracy {accuracy:.1%}")
assert not flat[:, 0].any() and flat[:, 1].all()
assert values[[0, 160], 1].max() < 0.75 < 0.95 < values[80, 1]

fig, axes = plt.subplots(2, sharex=True)
axes[0].plot(shifts, values[:, 0], "C0")
axes[1].step(shifts, values[:, 1], "C1", where="mid")
axes[0].set_title("The cost has a slope, accuracy has steps")
axes[0].set_ylabel("cost (nats)")
axes[1].set_ylabel("accuracy (share)")
axes[1].set_xlabel("change of one weight")
plt.show()
# --8<-- [end:evidence]
