# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)  # alike on all processors
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 8 - 1), torch.tensor(y)


def train(norm, rows, size, lr):  # which images it then gets right
    hidden = nn.Linear(64, 64), norm(64), nn.ReLU()
    model = nn.Sequential(*hidden, nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for i in rows[torch.randint(len(rows), (100, size))]:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    return model.eval()(X).argmax(1) == y


rows, others = torch.randperm(len(X)).split([1000, 797])
for norm in (nn.Identity, nn.BatchNorm1d):
    right = train(norm, rows, size=2, lr=0.1)[others].sum()
    print(f"batches of two, {norm.__name__:11}: {right} of 797")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

rates, sizes = (0.01, 0.03, 0.1, 0.3, 1), (2, 32)
print("batch  without   with   gain by batch norm, n = 6")
gains = []
for size in sizes:
    scores = {}
    for norm in (nn.Identity, nn.BatchNorm1d):
        runs = torch.zeros(len(rates), 6, 2)  # rate, seed, val or test
        for k, lr in enumerate(rates):
            for seed in range(6):
                torch.manual_seed(seed)
                rows = torch.randperm(len(X)).split([1000, 300, 497])
                right = train(norm, rows[0], size, lr).float()
                runs[k, seed, 0] = 100 * right[rows[1]].mean()
                runs[k, seed, 1] = 100 * right[rows[2]].mean()
        val, test = runs.unbind(2)
        scores[norm] = test[val.mean(1).argmax()]
    without, with_norm = scores.values()
    gain = with_norm - without
    gains.append(gain)
    means = f"{without.mean():6.0f} % {with_norm.mean():6.0f} %"
    print(f"{size:5} {means}", end="")
    print(f"   {gain.mean():.1f} ± {gain.std() / 6**0.5:.1f} points")
    plt.plot([f"batches of {size}"] * 6, gain, "C0o", alpha=0.5)
assert gains[0].mean() < 0 and gains[1].mean() > -2

plt.axhline(0, color="gray", lw=0.8)
plt.title("In batches of two, batch norm loses")
plt.xlim(-0.5, 1.5)
plt.ylabel("gain in test accuracy (points)")
plt.show()
# --8<-- [end:evidence]
