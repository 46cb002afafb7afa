# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
ones = torch.ones(20_000)
print("p    old form  PyTorch   variance of the factor")
for p in (0.1, 0.3, 0.5, 0.7, 0.9):
    inverted = nn.Dropout(p)(ones)  # 0, or else 1 / (1 - p)
    plain = inverted * (1 - p)  # 0 or 1, as in the first papers
    print(f"{p} {plain.var():9.2f} {inverted.var():8.1f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

pytorch = [nn.Dropout(k / 10)(ones).var() for k in (1, 3, 5, 7, 9)]
assert pytorch == sorted(pytorch)  # grows throughout
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
loss_fn = nn.CrossEntropyLoss()


def scores(p, lr, seed):
    """Accuracy on 300 validation and 1,397 test images."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([100, 300, 1397])
    hidden = nn.Linear(64, 64), nn.ReLU(), nn.Dropout(p)
    model = nn.Sequential(*hidden, nn.Linear(64, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(100):
        optimizer.zero_grad()
        loss_fn(model(X[train]), y[train]).backward()
        optimizer.step()
    model.eval()
    right = model(X).argmax(1) == y
    return [right[part].double().mean().item() for part in (val, test)]


rates, runs = (0, 0.2, 0.5, 0.7, 0.9), []
print("4 seeds   learning rate   test accuracy ± error")
for p in rates:
    tried = {}
    for lr in (0.001, 0.01, 0.1):
        tried[lr] = torch.tensor([scores(p, lr, s) for s in range(4)])
    best = max(tried, key=lambda lr: tried[lr][:, 0].mean())
    test = 100 * tried[best][:, 1]
    error = test.std() / 4**0.5
    runs.append(test)
    print(f"p = {p:3} {best:11} {test.mean():17.0f}% ± {error:.1f}%")
means = [test.mean() for test in runs]
assert max(means[:3]) - min(means[:3]) < 3  # up to p = 0.5
assert means[4] < min(means[:3]) - 3

plt.plot(rates, torch.stack(runs), "C1.", alpha=0.5)
plt.plot(rates, means, "C1", label="mean of 4 seeds")
plt.title("Flat up to 0.5, lower at 0.9")
plt.xlabel("dropout rate p")
plt.ylabel("test accuracy, %")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
