# --8<-- [start:idea]
import torch
from torch.nn.functional import cross_entropy


def ece(probs, y, bins=10):
    """Mean gap of confidence and accuracy over bins of confidence."""
    confidence, predicted = probs.max(1)
    gap = (predicted == y).double() - confidence
    bin_of = (confidence * bins).long().clamp(max=bins - 1)
    sums = gap.new_zeros(bins).index_add(0, bin_of, gap)
    return sums.abs().sum().item() / len(y)


def fit_temperature(logits, y):
    """The T for which logits / T have the least cross-entropy."""
    grid = torch.linspace(0.5, 4, 351).tolist()
    return min(grid, key=lambda T: cross_entropy(logits / T, y))


torch.manual_seed(0)
honest = 2 * torch.randn(20_000, 10).double()
y = torch.multinomial(honest.softmax(1), 1).squeeze(1)
sure = 2 * honest  # the logits of an overconfident model
T = fit_temperature(sure, y)
for name, logits in (("as it is", sure), (f"T = {T:.1f}", sure / T)):
    print(f"{name}  ECE {ece(logits.softmax(1), y):.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)


def trained(seed):
    """Logits and labels, of validation and of test rows."""
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([200, 300, 1297])
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(model(X[train]), y[train]).backward()
        optimizer.step()
    with torch.no_grad():
        return model(X[val]), y[val], model(X[test]), y[test]


runs=[]
for seed in range(8):
    val_logits, val_y, logits, test_y = trained(seed)
    T = fit_temperature(val_logits, val_y)
    before, after = logits.softmax(1), (logits / T).softmax(1)
    twin = torch.multinomial(after, 1).squeeze(1)
    runs.append([T, before.amax(1).mean().item(), (logits.argmax(1)==test_y).double().mean().item(), cross_entropy(logits,test_y).item(), cross_entropy(logits/T,test_y).item(), ece(before,test_y), ece(after,test_y), ece(after,twin), ece(after,twin,50)])
runs=torch.tensor(runs)
print(runs.mean(0)); print(runs.std(0)); print((runs[:,4]<runs[:,3]).sum(), (runs[:,6]<runs[:,5]).sum())
# --8<-- [end:evidence]
