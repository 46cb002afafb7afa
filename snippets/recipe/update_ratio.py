# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def step_with_ratios(model, optimizer):
    """Step; for each weight: length of the update / of the weight."""
    weights = [p for p in model.parameters() if p.ndim > 1]
    before = [w.detach().clone() for w in weights]
    optimizer.step()
    both = zip(weights, before, strict=True)
    return [((w - b).norm() / b.norm()).item() for w, b in both]


model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
nn.functional.cross_entropy(model(X[train]), y[train]).backward()
print([f"{r:.4f}" for r in step_with_ratios(model, optimizer)])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def run(name, lr, epochs, seed):
    """Median ratio of the three layers, validation accuracy."""
    torch.manual_seed(seed)
    layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 10))
    optimizer = getattr(torch.optim, name)(model.parameters(), lr=lr)
    ratios = []
    for rows in train.split(64) * epochs:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        loss.backward()
        ratios.append(step_with_ratios(model, optimizer))
    right = (model(X[val]).argmax(1) == y[val]).float().mean()
    return torch.tensor(ratios).median().item(), right.item()


best = []
print("epochs      rate   ratio  accuracy  (means of 3 seeds)")
for name, lowest, n_rates in (("SGD", 0.02, 5), ("Adam", 0.0001, 7)):
    means = []
    tries = [(lowest * 3**k, 4) for k in range(n_rates)]
    for lr, epochs in [*tries, (lowest, 40)]:
        runs = [run(name, lr, epochs, seed) for seed in range(3)]
        ratio, right = torch.tensor(runs).mean(0).tolist()
        means.append((right, ratio, lr))
        row = f"{epochs:2} {lr:9.4f}  {ratio:.3f} {right:9.0%}"
        print(f"{name:4} {row}")
    *short, long = means
    assert short[0][0] < 0.5 < 0.7 < long[0] and long[1] < 0.003
    best.append(max(short))
    assert 0.005 < best[-1][1] < 0.1
    rights, ratios, _ = zip(*short[:-1], strict=True)
    plt.plot(ratios, rights, "o-", label=f"{name}, 4 epochs")
    plt.plot(long[1], long[0], "s", label=f"{name}, 40 epochs")
(_, sgd_ratio, sgd_lr), (_, adam_ratio, adam_lr) = best
rates, ratios = sgd_lr / adam_lr, sgd_ratio / adam_ratio
print(f"best: SGD's rate {rates:.0f} times Adam's, ratio {ratios:.1f}")
assert rates > 3 * ratios
plt.xscale("log")
plt.title("In 4 epochs, updates of 0.1 % are too small")
plt.xlabel("length of update / length of weights")
plt.ylabel("validation accuracy")
plt.legend()
plt.show()
# --8<-- [end:evidence]
