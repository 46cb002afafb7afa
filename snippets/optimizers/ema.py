# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn, optim
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
model = nn.Sequential(nn.BatchNorm1d(64), nn.Linear(64, 10)).double()
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
    off = net.eval()(X[1000:]).argmax(dim=1) != y[1000:]
    print(f"test error {100 * off.float().mean():.1f} %")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def wrong(lr, seed):
    """Test errors in percent: the model, averages 0.98 and 0.999."""
    torch.manual_seed(seed)
    train, test = torch.randperm(len(X)).split([1000, 797])
    labels = y.clone()  # three in ten of training are random
    labels[train[:300]] = torch.randint(10, (300,))
    layers = nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(64, 10)).double()
    nets = [model]
    for rule in map(get_ema_multi_avg_fn, (0.98, 0.999)):
        ema = AveragedModel(model, multi_avg_fn=rule, use_buffers=True)
        nets.append(ema)
    optimizer = optim.Adam(model.parameters(), lr)
    for _ in range(300):
        rows = train[torch.randint(1000, (16,))]
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        for ema in nets[1:]:
            ema.update_parameters(model)
    guesses = [net.eval()(X[test]).argmax(dim=1) for net in nets]
    return [100 * (g != y[test]).double().mean() for g in guesses]


rates = 0.001, 0.004, 0.016
runs = torch.tensor([[wrong(lr, s) for lr in rates] for s in range(5)])
print("test error, n = 5    ", *[f"{lr:12}" for lr in rates])
for i, name in enumerate(("no average", "average 0.98", "0.999")):
    spread, means = torch.std_mean(runs[..., i], dim=0)  # (rate,)
    error = spread / 5**0.5
    cells = zip(means, error, strict=True)
    print(f"{name:20}", *[f"{m:4.1f} ± {e:.1f} %" for m, e in cells])
    plt.errorbar([str(lr) for lr in rates], means, error)
bare, short, long = runs.mean(dim=0).T
assert bare[2] > bare[0] + 1.5  # the higher the rate, the worse
assert bare[2] > short[2] + 1.5 and short.max() < short.min() + 3
assert (long > bare + 5).all()  # looks back too far
assert abs(bare.min() - short.min()) < 2  # with the rate tuned

plt.ylim(0, 12)  # 0.999 is above
plt.title("The average forgives a high rate")
plt.xlabel("learning rate of Adam")
plt.ylabel("test error (percent ± standard error)")
plt.legend(["no average", "average 0.98"], loc="lower right")
plt.show()
# --8<-- [end:evidence]
