import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
images = X.view(-1, 8, 8)


def conv(n, m, size, padding=0):  # five starts side by side: 5 groups
    return nn.Conv2d(5 * n, 5 * m, size, padding=padding, groups=5)


def fit(*layers, lr=0.01, steps=150):
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, steps)
    for _ in range(steps):
        i = train[torch.randint(len(train), (64, 5))]  # rows per start
        logits = model(images[i]).view(-1, 10)
        loss = nn.functional.cross_entropy(logits, y[i].flatten())
        optimizer.zero_grad()
        (5 * loss).backward()  # the mean is over five starts
        optimizer.step()
        schedule.step()
    return model.eval()


@torch.no_grad()
def probs(model, rows):  # (row, start, class)
    five = images[rows, None].expand(-1, 5, -1, -1)
    return model(five).view(len(rows), 5, 10).softmax(2)


def right(probs, rows):  # share of right answers, per start
    return (probs.argmax(2) == y[rows, None]).float().mean(0)


def cnn(lr):
    first = conv(1, 12, 3, 1), nn.BatchNorm2d(60), nn.ReLU()
    second = conv(12, 24, 3, 1), nn.BatchNorm2d(120), nn.ReLU()
    pool = nn.MaxPool2d(2)
    return fit(*first, pool, *second, pool, conv(24, 10, 2), lr=lr)


torch.manual_seed(0)
models = {"linear": fit(conv(1, 10, 8), lr=0.03)}
layers = conv(1, 128, 8), nn.ReLU(), conv(128, 10, 1)
models["MLP"] = fit(*layers, steps=300)
tried = [cnn(lr) for lr in (0.001, 0.003, 0.01)]
models["CNN"] = tried[0]  # at Adam's default rate
scores = [right(probs(model, val), val).mean() for model in tried]
models["tuned"] = tried[scores.index(max(scores))]

constant = (y[val] == y[train].mode().values).float().mean()
print(f"validation  constant {constant:.2f}")
means = []
for name, model in models.items():
    starts = right(probs(model, val), val)
    fitted = right(probs(model, train), train).mean()
    means.append(starts.mean())
    print(f"{name:>20} {means[-1]:.2f}", end=" ")
    print(f"({starts.min():.2f} to {starts.max():.2f})", end=" ")
    print(f"training {fitted:.2f}")
linear, mlp, first, tuned = means
average = [
    right(probs(model, rows).mean(1, keepdim=True), rows).item()
    for rows in (val, test)  # test: once, at the end
]
print(f"{'averaged':>20} {average[0]:.2f}")
print(f"test        averaged {average[1]:.2f}")
assert constant < 0.2 and 0.85 < linear < mlp < average[0]
assert first < tuned < average[0] + 0.005 and fitted > 0.98
assert abs(average[0] - average[1]) < 0.04
