# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn, optim
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
model = nn.Sequential(nn.BatchNorm1d(64), nn.Linear(64, 10))
optimizer = optim.Adam(model.parameters(), lr=0.016)
average = get_ema_multi_avg_fn(0.98)
ema = AveragedModel(model, multi_avg_fn=average, use_buffers=True)
for _ in range(300):
    rows = torch.randint(1000, (16,))
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
    optimizer.step()
    ema.update_parameters(model)
for net in (model, ema):
    wrong = net.eval()(X[1000:]).argmax(dim=1) != y[1000:]
    print(f"test error {100 * wrong.float().mean():.1f} %")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

before = ema.module[1].weight.clone()
ema.update_parameters(model)
by_hand = 0.98 * before + 0.02 * model[1].weight
assert torch.allclose(ema.module[1].weight, by_hand, atol=1e-6)


X = X.double()  # the same numbers on every processor


def errors(lr, seed):
    """Test errors in percent: the model, averages 0.98 and 0.999."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    labels = y.clone()  # three in ten of training are random
    labels[train[:300]] = torch.randint(10, (300,))
    model = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64))
    model.extend([nn.ReLU(), nn.Linear(64, 10)]).double()
    nets = [model]
    for d in (0.98, 0.999):
        settings = {"multi_avg_fn": get_ema_multi_avg_fn(d)}
        nets.append(AveragedModel(model, use_buffers=True, **settings))
    optimizer = optim.Adam(model.parameters(), lr)
    for _ in range(300):
        rows = train[torch.randint(1000, (16,))]
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        for ema in nets[1:]:
            ema.update_parameters(model)
    wrong = [
        net.eval()(X[test]).argmax(dim=1) != y[test] for net in nets
    ]
    return [100 * w.float().mean().item() for w in wrong]


rates = [0.001, 0.004, 0.016]
runs = [[errors(lr, seed) for lr in rates] for seed in range(5)]
runs = torch.tensor(runs)  # (seed, rate, network)
print(f"test error, n = 5, lr {rates[0]:9}{rates[1]:13}{rates[2]:13}")
for i, (name, color) in enumerate(
    (("no average", "C0"), ("average 0.98", "C4"), ("0.999", "C3"))
):
    mean = runs[..., i].mean(dim=0)
    error = runs[..., i].std(dim=0) / 5**0.5
    pairs = zip(mean, error, strict=True)
    row = [f"{m:6.1f} ± {e:.1f} %" for m, e in pairs]
    print(f"{name:20}", *row)
    if i < 2:
        plt.errorbar(rates, mean, error, color=color, label=name)
bare, short, long = runs.mean(dim=0).T
assert bare[2] > bare[0] + 1.5  # the higher the rate, the worse
assert bare[2] > short[2] + 1.5 and short.max() < short.min() + 3
assert (long > bare + 5).all()  # looks back too far
assert abs(bare.min() - short.min()) < 2  # with the rate tuned

plt.xscale("log")
plt.ylim(0, 12)
plt.xticks(rates, rates, minor=False)
plt.title("The average forgives a high rate")
plt.xlabel("learning rate of Adam")
plt.ylabel("test error (percent ± standard error)")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
