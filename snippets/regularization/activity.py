# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y, outputs = torch.tensor(X / 16), torch.tensor(y), []
relu = nn.ReLU()
relu.register_forward_hook(lambda m, inputs, out: outputs.append(out))
layers = nn.Linear(64, 64), relu, nn.Linear(64, 10)
model = nn.Sequential(*layers).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for i in torch.randint(1000, (300, 50)):
    loss = nn.functional.cross_entropy(model(X[i]), y[i])
    # summed over the units, averaged over the images
    loss = loss + 0.01 * outputs.pop().abs().sum(1).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
model(X[1000:])  # new images
print(f"units that are on {(outputs.pop() > 0).double().mean():.0%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def train(activity, weights, seed):
    """Accuracy, which units are on, share of weights under 0.01."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    first, last = nn.Linear(64, 64), nn.Linear(64, 10)
    model = nn.Sequential(first, nn.ReLU(), last).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for i in train[torch.randint(1000, (300, 50))]:
        hidden = model[:2](X[i])
        loss = nn.functional.cross_entropy(last(hidden), y[i])
        loss = loss + activity * hidden.abs().sum(1).mean()
        loss = loss + weights * first.weight.abs().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X[test]).argmax(1) == y[test]).double().mean()
    small = (first.weight.abs() < 0.01).double().mean()
    return right.item(), model[:2](X[test]) > 0, small.item()


found = {}
print("L1, 4 seeds     accuracy  units on  never on  weights < 0.01")
for name, activity, weights in (
    ("none", 0, 0),
    ("activity 0.01", 0.01, 0),
    ("activity 0.1", 0.1, 0),
    ("weights 0.001", 0, 0.001),
):
    runs = [train(activity, weights, seed) for seed in range(4)]
    right, on, small = zip(*runs, strict=True)
    on = torch.stack(on)  # (seed, image, unit)
    never = (~on.any(1)).double().mean()
    row = [sum(right) / 4, on.double().mean(), never, sum(small) / 4]
    found[name] = row
    print(f"{name:14}" + "".join(f"{x:10.2f}" for x in row))
    if name != "activity 0.1":
        percent = on.sum(2).flatten().tolist()
        bins = range(0, 66, 2)
        plt.hist(percent, bins, histtype="step", lw=2, label=name)
none, some, much, weights = found.values()
assert some[1] < none[1] / 2 and some[0] > none[0] - 0.01
assert max(none[3], some[3]) < 0.1 < 0.5 < weights[3]
assert weights[1] > 2 * some[1]
assert much[2] > 0.7 and much[0] < none[0] - 0.02
plt.title("The penalty keeps most units quiet")
plt.xlabel("units on, of 64, for a test image")
plt.ylabel("test images of 4 seeds")
plt.ylim(0, 1200)
plt.legend(loc="upper right", title="L1 penalty")
plt.show()
# --8<-- [end:evidence]
