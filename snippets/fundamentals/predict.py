# --8<-- [start:idea]
import torch
from torch import nn


@torch.no_grad()
def predict(model, row, mean, std):
    """Class of one example (a list or array), where `mean` is."""
    model.eval()  # and stays so: dropout off, batch norm as learned
    x = torch.as_tensor(row, dtype=mean.dtype, device=mean.device)
    x = (x - mean) / std  # the training set's mean and std
    logits = model(x.unsqueeze(0))  # (1, features) -> (1, classes)
    return logits.argmax(1).item()


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 3))
mean, std = torch.tensor([13.0, 750.0]), torch.tensor([0.8, 310.0])
print("class", predict(model, [14.2, 1065.0], mean, std))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_wine

X, y = load_wine(return_X_y=True)
inputs, labels = torch.tensor(X).float(), torch.tensor(y)


def scores(seed):
    """Test accuracy in percent: right, not scaled, dropout left on."""
    torch.manual_seed(seed)
    order = torch.randperm(len(X))
    train, test = order[:100], order[100:]
    mean, std = inputs[train].mean(0), inputs[train].std(0)
    model = nn.Sequential(
        nn.Linear(13, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 3)
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        logits = model((inputs[train] - mean) / std)
        loss = nn.functional.cross_entropy(logits, labels[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scaled = (inputs[test] - mean) / std
    dropping = model(scaled).argmax(1)  # still in training mode
    rows = [predict(model, X[i], mean, std) for i in test.tolist()]
    assert not model.training  # predict saw to it
    unscaled = model(inputs[test]).argmax(1)
    assert rows == model(scaled).argmax(1).tolist()
    told = torch.stack([torch.tensor(rows), unscaled, dropping])
    return 100 * (told == labels[test]).double().mean(1)


runs = torch.stack([scores(seed) for seed in range(5)])
names = ["all four steps", "input not scaled", "dropout left on"]
for name, column in zip(names, runs.T, strict=True):
    error = column.std() / 5**0.5
    print(f"{name:16}  {column.mean():5.1f}% ± {error:.1f}  (5 splits)")
right, unscaled, dropping = runs.mean(0)
assert right > 90 and unscaled < 50 and abs(right - dropping) < 5
plt.bar(names, runs.mean(0), color=["C0", "C3", "gray"])
plt.plot(names, runs.T, "o", color="C1", ms=4)
plt.ylabel("test accuracy, % (a dot is a split)")
plt.title("Forgotten scaling costs most, and raises no error")
plt.show()
# --8<-- [end:evidence]
