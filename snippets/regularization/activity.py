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
    """Accuracy; shares: units on, never on, weights under 0.01."""
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
    on = model[:2](X[test]) > 0  # (image, unit)
    never = (~on.any(0)).double().mean()
    return torch.stack([right, on.double().mean(), never, small])


found = {}
print("L1, 4 seeds     accuracy  units on  never on  weights < 0.01")
found = []
for name, activity, weights in (
    ("none", 0, 0),
    ("activity 0.01", 0.01, 0),
    ("activity 0.1", 0.1, 0),
    ("weights 0.001", 0, 0.001),
):
    runs = [train(activity, weights, seed) for seed in range(4)]
    found.append(sum(runs) / 4)
    print(f"{name:14}" + "".join(f"{x:10.2f}" for x in found[-1]))
    plt.plot([64 * run[1] for run in runs], [name] * 4, "o")
none, some, much, weights = found
assert 2 * some[1] < min(none[1], weights[1]) and much[2] > 0.7
assert some[0] > none[0] - 0.01 > much[0] + 0.01
assert max(none[3], some[3]) < 0.1 < 0.5 < weights[3]
plt.title("The penalty keeps most units quiet")
plt.xlabel("units on, of 64, mean of the test images; 4 seeds")
plt.show()
# --8<-- [end:evidence]
