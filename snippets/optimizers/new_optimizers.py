# --8<-- [start:idea]
import torch


@torch.no_grad()
def lion_step(p, m, lr):  # m: momentum, zero at the start
    p -= lr * torch.sign(0.9 * m + 0.1 * p.grad)
    m.lerp_(p.grad, 0.01)


@torch.no_grad()
def muon_step(p, m, lr):  # for a hidden matrix
    m.lerp_(p.grad, 0.05)
    step = p.grad.lerp(m, 0.95)
    step /= step.norm()
    for _ in range(5):  # Newton-Schulz: singular values go near 1
        gram = step @ step.T
        bend = 2.0315 * gram @ gram - 4.775 * gram
        step = 3.4445 * step + bend @ step
    p -= lr * 0.2 * max(p.shape) ** 0.5 * step


# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from torch import nn
from torch.optim import AdamW, Muon

torch.manual_seed(0)
W = torch.zeros(64, 64).double().requires_grad_()
W.grad = torch.randn(64, 64).double()
muon_step(W, torch.zeros(64, 64).double(), lr=1)
V = torch.zeros_like(W, requires_grad=True)
V.grad = W.grad
Muon([V], 1, weight_decay=0, adjust_lr_fn="match_rms_adamw").step()
off = (V - W).norm() / W.norm()
print(f"one step of torch.optim.Muon, in bfloat16: {off:.0%} apart")
assert off < 0.05

images, y = load_digits(return_X_y=True)
images, y = torch.tensor(images / 16), torch.tensor(y)
X = torch.zeros(len(y), 16, 16).double()  # scattered on a canvas
places = torch.randint(9, (len(y), 2)).tolist()
for canvas, image, (i, j) in zip(X, images, places, strict=True):
    canvas[i : i + 8, j : j + 8] = image.view(8, 8)
X = X.flatten(start_dim=1)


def accuracies(name, lr, seed):
    # of validation and test images, in percent, after 100 steps
    torch.manual_seed(seed)
    train, *held_out = torch.randperm(len(X)).split([1000, 300, 497])
    layers = [nn.Linear(256, 64), nn.ReLU()]
    for _ in range(3):
        layers += [nn.Linear(64, 64), nn.ReLU()]
    model = nn.Sequential(*layers, nn.Linear(64, 10)).double()
    own = [p for p in model.parameters() if p.ndim == 2]
    own = {"AdamW": [], "Lion": own, "Muon": own[1:-1]}[name]
    step = lion_step if name == "Lion" else muon_step
    m = [torch.zeros_like(p) for p in own]
    ids = {id(p) for p in own}
    rest = [p for p in model.parameters() if id(p) not in ids]
    optimizer = AdamW(rest, lr, weight_decay=0)
    for _ in range(100):
        rows = train[torch.randint(1000, (64,))]
        model.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
        for p, momentum in zip(own, m, strict=True):
            step(p, momentum, lr)
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
assert best["Muon"].mean() > best["AdamW"].mean() + 3

plt.title("After 100 steps Muon is ahead")
plt.xlabel("test accuracy (percent; dots: 3 seeds)")
plt.show()
# --8<-- [end:evidence]
