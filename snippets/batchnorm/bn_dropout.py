# --8<-- [start:factor]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
x = torch.randn(200_000, 1).double()
x = torch.cat([x, x.relu()], dim=1)
squared = torch.tensor([0, 1 / (torch.pi - 1)])  # mean² / variance
print("dropout  centered ×    evaluation  with ReLU ×    evaluation")
for p in 0.1, 0.5:
    norm = nn.BatchNorm1d(2, momentum=None).double()
    norm(nn.Dropout(p)(x))  # fills the running variance
    factor = norm.running_var / x.var(0)
    exact = 1 + p / (1 - p) * (1 + squared)
    assert (factor / exact - 1).abs().max() < 0.03
    after = norm.eval()(x).var(0)  # evaluation: no dropout
    row = torch.stack([factor, after], dim=1).flatten()
    print(f"{p:7}", *[f"{number:12.2f}" for number in row])


# --8<-- [end:factor]
# --8<-- [start:helper]
@torch.no_grad()
def recompute_statistics(model: nn.Module, batches) -> None:
    """Set the running statistics of all batch norms, dropout off.

    `batches` are inputs of the model. Modes and momenta stay.
    """
    kinds = nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d
    norms = [m for m in model.modules() if isinstance(m, kinds)]
    modes = {m: m.training for m in model.modules()}
    momenta = [norm.momentum for norm in norms]
    model.eval()
    for norm in norms:
        norm.train().momentum = None  # a plain average
        norm.reset_running_stats()
    for X in batches:
        model(X)
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
    for module, mode in modes.items():
        module.train(mode)


# --8<-- [end:helper]
# --8<-- [start:cost]
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)


def hidden(p):
    norm = nn.BatchNorm1d(64, affine=False)
    return nn.Linear(64, 64), nn.ReLU(), nn.Dropout(p), norm


results = torch.empty(2, 5, 2, 3)  # (order, seed, recomputed, score)
for i, (before, last) in enumerate([(0.5, 0), (0, 0.5)]):
    for seed in range(5):
        torch.manual_seed(seed)
        body = nn.Sequential(*hidden(before), *hidden(before))
        model = nn.Sequential(body, nn.Dropout(last), nn.Linear(64, 10))
        optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
        for j in torch.randperm(1000).repeat(8).split(100):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(X[j]), y[j]).backward()
            optimizer.step()
        model.eval()
        for j in 0, 1:
            logits = model(X[1000:]).detach()
            score = results[i, seed, j]
            score[0] = body(X[1000:]).detach().var(0).mean()
            score[1] = nn.functional.cross_entropy(logits, y[1000:])
            score[2] = (logits.argmax(1) == y[1000:]).float().mean()
            recompute_statistics(model, [X[:1000]])
assert body[-1].momentum == 0.1 and not body[-1].training
names = "dropout first", " recomputed", "dropout last", " recomputed"
print("unseen rows     variance   loss  accuracy")
for name, row in zip(names, results.mean(1).view(4, 3), strict=True):
    print("{:14} {:9.2f} {:6.2f} {:9.2f}".format(name, *row))
variance, loss, right = results.unbind(3)
assert variance[0, :, 0].max() < 0.5 and variance[1].min() > 0.8
assert (loss[0, :, 0] - loss[0, :, 1]).min() > 0.05
assert (right[0, :, 0] - right[0, :, 1]).mean().abs() < 0.02
# --8<-- [end:cost]
