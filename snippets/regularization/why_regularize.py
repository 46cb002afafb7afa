# --8<-- [start:idea]
import torch
from sklearn.datasets import load_diabetes
from torch import nn

torch.manual_seed(0)
X, y = load_diabetes(return_X_y=True)  # 442 patients, 10 features
X, y = torch.tensor(X * 442**0.5), torch.tensor(y)[:, None]
y = (y - y.mean()) / y.std()
train, test = torch.randperm(442).split([150, 292])
for decay in (0, 10):
    hidden = nn.Linear(10, 50), nn.ReLU(), nn.Linear(50, 50), nn.ReLU()
    model = nn.Sequential(*hidden, nn.Linear(50, 1)).double()
    weights, mse = model.parameters(), nn.functional.mse_loss
    optimizer = torch.optim.AdamW(weights, lr=0.01, weight_decay=decay)
    for _ in range(200):
        optimizer.zero_grad()
        mse(model(X[train]), y[train]).backward()
        optimizer.step()  # takes lr * decay off each weight, too
    error = mse(model(X[test]), y[test])
    print(f"decay {decay:2}: test error {error:.1f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def curve(decay, seed):
    """Errors (11, [training, validation, test]), every 20 steps."""
    torch.manual_seed(seed)  # another split and start
    parts = torch.randperm(442).split([150, 100, 192])
    hidden = nn.Linear(10, 50), nn.ReLU(), nn.Linear(50, 50), nn.ReLU()
    model = nn.Sequential(*hidden, nn.Linear(50, 1)).double()
    weights = model.parameters()
    optimizer = torch.optim.AdamW(weights, lr=0.01, weight_decay=decay)
    history = []
    for step in range(201):
        if step % 20 == 0:
            errors = [mse(model(X[i]), y[i]).item() for i in parts]
            history.append(errors)
        optimizer.zero_grad()
        mse(model(X[parts[0]]), y[parts[0]]).backward()
        optimizer.step()
    return history


runs = {}
print("mean of 5 splits  training  validation  test")
for decay in (0, 10, 30):
    runs[decay] = torch.tensor([curve(decay, s) for s in range(5)])
    training, val, test = runs[decay][:, -1].mean(0)
    print(f"decay {decay:2} {training:17.1f} {val:11.1f} {test:5.1f}")
plain, decayed, strong = [runs[decay][:, -1] for decay in runs]
assert plain[:, 0].max() < 0.05  # learned by heart
assert decayed[:, 0].min() > 0.1  # what it costs in training
assert (plain[:, 2] - decayed[:, 2]).min() > 0.1  # in every split
assert strong[:, 1].mean() > decayed[:, 1].mean() + 0.1

for decay, style in ((0, "--"), (10, "-")):
    for k, part in ((0, "training"), (2, "test")):
        line = f"C{k // 2}{style}"
        plt.plot(range(0, 201, 20), runs[decay][:, :, k].T, line, lw=1)
        plt.plot([], [], line, label=f"{part}, decay {decay}")
plt.ylim(0, 1.9)
plt.title("Decay: worse in training, better on test")
plt.xlabel("step")
plt.ylabel("mean squared error, 5 splits")
plt.legend(loc="upper center", ncols=2)
plt.show()
# --8<-- [end:evidence]
