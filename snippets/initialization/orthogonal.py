# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)


def singular_values(start, activation):
    """Of the Jacobian of 50 layers, the largest first."""
    model = nn.Sequential()
    for _ in range(50):
        model.extend([nn.Linear(128, 128, bias=False), activation()])
        start(model[-2].weight)
    X = torch.randn(128, dtype=torch.float64)
    jacobian = torch.func.jacrev(model.double())(X)
    return torch.linalg.svdvals(jacobian.detach())


for activation in (nn.Identity, nn.Tanh):
    for start in (nn.init.orthogonal_, nn.init.xavier_normal_):
        values = singular_values(start, activation)
        told = f"largest {values[0]:5.2f}  median {values.median():.0e}"
        print(f"{activation.__name__:9} {start.__name__:15} {told}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def train(start, lr, seed):
    """Validation and test accuracy of 20 tanh layers, 30 steps."""
    torch.manual_seed(seed)
    rows, val, test = torch.randperm(len(X)).split([200, 300, 1297])
    model = nn.Sequential()
    for _ in range(20):
        model.extend([nn.Linear(64, 64), nn.Tanh()])
        start(model[-2].weight)
        nn.init.zeros_(model[-2].bias)
    model.append(nn.Linear(64, 10)).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(30):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = (model(X).argmax(1) == y).float()
    return right[val].mean().item(), right[test].mean().item()


right, median = {}, {}
print("20 tanh layers, 3 seeds     lr   test accuracy")
starts = nn.init.orthogonal_, nn.init.xavier_normal_
for k, start in enumerate(starts):
    rates = {}
    for lr in (0.05, 0.1, 0.2, 0.4):
        runs = [train(start, lr, seed) for seed in range(3)]
        rates[lr] = torch.tensor(runs).T  # (validation and test, seed)
    lr = max(rates, key=lambda lr: rates[lr][0].mean())
    right[k] = rates[lr][1]
    error, mean = torch.std_mean(100 * right[k])
    told = f"{mean:.0f} ± {error / 3**0.5:.0f} %"
    print(f"{start.__name__:25} {lr:4}   {told}")
    values = singular_values(start, nn.Tanh)
    median[k] = values.median()
    plt.semilogy(range(1, 129), values, f"C{k}", label=start.__name__)
assert right[0].mean() > right[1].mean()
assert median[0] > 0.01 and median[1] < 1e-6

linear = singular_values(nn.init.orthogonal_, nn.Identity)
assert (linear - 1).abs().max() < 1e-4
for start in (nn.init.orthogonal_, nn.init.kaiming_normal_):
    values = singular_values(start, nn.ReLU)
    lost = (values < 1e-12 * values[0]).float().mean()
    print(f"ReLU, {start.__name__}: {lost:.0%} of directions lost")
    assert lost > 0.5
plt.ylim(1e-15, 10)
plt.xlabel("which of 128 directions, largest first")
plt.ylabel("singular value after 50 tanh layers")
plt.title("Orthogonal weights keep nearly every direction")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
