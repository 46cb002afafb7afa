# --8<-- [start:idea]
import torch
from torch.optim.lr_scheduler import CosineAnnealingLR

torch.manual_seed(0)
curvature = torch.tensor([[1.0], [0.02]])  # a steep weight, a flat one


def bowl_loss(lr, falls, noise=1.0, steps=1000):
    w = torch.full((2, 1000), 20.0)  # 1000 such pairs in one bowl
    optimizer = torch.optim.Adam([w], lr=lr)
    scheduler = CosineAnnealingLR(optimizer, T_max=steps)
    for _ in range(steps):
        jitter = noise * curvature.sqrt() * torch.randn(w.shape)
        w.grad = curvature * w + jitter
        optimizer.step()
        if falls:
            scheduler.step()
    return (curvature * w**2).sum().item() / 2000  # of a pair


for lr, falls in ((0.1, False), (0.3, False), (0.3, True)):
    name = "cosine from" if falls else "constant"
    print(f"{name:11} {lr}: loss {bowl_loss(lr, falls):.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits
from torch import nn

ways = {"constant": False, "cosine from": True}
rates, best = [0.03, 0.1, 0.3, 1.0], []
print("bowl             ", *[f"{lr:7}" for lr in rates])
for name, falls in ways.items():
    ends = [bowl_loss(lr, falls) for lr in rates]
    best.append(min(ends))
    print(f"{name:17}", *[f"{end:7.4f}" for end in ends])
quiet = bowl_loss(0.1, False, noise=0)
print(f"constant 0.1, without noise {quiet:.4f}")
assert best[1] < best[0] / 1.5 and quiet < best[1] / 100

X, y = load_digits(return_X_y=True)
X, y = torch.tensor((X - X.mean(0)) / 16), torch.tensor(y)
loss_fn = nn.CrossEntropyLoss()


def both_losses(lr, falls, seed):
    torch.manual_seed(seed)
    train, val, test = torch.randperm(len(X)).split([1000, 300, 497])
    layers = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    scheduler = CosineAnnealingLR(optimizer, T_max=250)  # two epochs
    for batch in train.split(8) * 2:
        optimizer.zero_grad()
        loss_fn(model(X[batch]), y[batch]).backward()
        optimizer.step()
        if falls:
            scheduler.step()
    return [loss_fn(model(X[i]), y[i]).item() for i in (val, test)]


rates, seeds, ends = [0.003, 0.01, 0.03, 0.1], range(4), []
print("digits, n = 4    ", *[f"{lr:7}" for lr in rates], " picked")
for name, falls in ways.items():
    runs = [[both_losses(lr, falls, s) for s in seeds] for lr in rates]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    pick = val.mean(dim=1).argmin()
    ends.append((test[pick], test[3].mean()))  # tuned, highest start
    row = [f"{mean:7.2f}" for mean in test.mean(dim=1)]
    print(f"{name:17}", *row, f"{rates[pick]:7}")
gap = ends[0][0] - ends[1][0]  # of the same seeds
print(f"tuned: cosine lower by {gap.mean():.3f} ± {gap.std() / 2:.3f}")
assert abs(gap.mean()) < 0.1 and ends[1][1] < 0.7 * ends[0][1]
# --8<-- [end:evidence]
