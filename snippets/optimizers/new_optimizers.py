# --8<-- [start:idea]
import torch
from torch import nn
from torch.optim import AdamW, Muon


def network():
    layers = [nn.Linear(256, 64), nn.ReLU()]
    for _ in range(3):
        layers += [nn.Linear(64, 64), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(64, 10))


def muon(model, lr):  # for the hidden matrices, AdamW for the rest
    hidden = [m.weight for m in model[1:-1] if isinstance(m, nn.Linear)]
    chosen = {id(p) for p in hidden}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    like_adam = {"adjust_lr_fn": "match_rms_adamw", "weight_decay": 0}
    return Muon(hidden, lr, **like_adam), AdamW(
        rest, lr, weight_decay=0
    )


for optimizer in muon(network(), lr=0.01):
    params = optimizer.param_groups[0]["params"]
    print(type(optimizer).__name__, [tuple(p.shape) for p in params])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

torch.manual_seed(0)
images, y = load_digits(return_X_y=True)
images, y = torch.tensor(images / 16).float(), torch.tensor(y)
X = torch.zeros(len(y), 16, 16)  # scattered over a larger canvas
places = torch.randint(9, (len(y), 2)).tolist()
for canvas, image, (i, j) in zip(X, images, places, strict=True):
    canvas[i : i + 8, j : j + 8] = image.view(8, 8)
X = X.flatten(start_dim=1)


class Lion:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
        self.m = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self):
        for p, m in zip(self.params, self.m, strict=True):
            p -= self.lr * torch.sign(0.9 * m + 0.1 * p.grad)
            m.lerp_(p.grad, 0.01)


def accuracies(name, lr, seed):
    # of validation and test images, in percent, after 100 steps
    torch.manual_seed(seed)
    train, *held_out = torch.randperm(len(X)).split([1000, 300, 497])
    model = network()
    if name == "Muon":
        optimizers = muon(model, lr)
    elif name == "Lion":
        optimizers = [Lion(model.parameters(), lr)]
    else:
        optimizers = [AdamW(model.parameters(), lr, weight_decay=0)]
    for _ in range(100):
        rows = train[torch.randint(1000, (64,))]
        model.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        for optimizer in optimizers:
            optimizer.step()
    right = 100.0 * (model(X).argmax(dim=1) == y)
    return [right[rows].mean().item() for rows in held_out]


print("test accuracy, n = 3")
best = {}
for name, rates in (
    ("AdamW", (0.001, 0.003, 0.01, 0.03)),
    ("Lion", (0.001, 0.003, 0.01, 0.03)),
    ("Muon", (0.003, 0.01, 0.03, 0.1)),
):
    runs = [[accuracies(name, lr, s) for s in range(3)] for lr in rates]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    pick = val.mean(dim=1).argmax()
    assert 0 < pick < 3  # inside the grid
    best[name] = test[pick]
    mean, error = test[pick].mean(), test[pick].std() / 3**0.5
    print(
        f"{name:5} at rate {rates[pick]:<5} {mean:.1f} ± {error:.1f} %"
    )
    plt.plot(test[pick], [name] * 3, "C0o")
assert best["Muon"].mean() > best["AdamW"].mean() + 5

plt.title("After 100 steps Muon is ahead")
plt.xlabel("test accuracy (percent; dots: 3 seeds)")
plt.show()
# --8<-- [end:evidence]
