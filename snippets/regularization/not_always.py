import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy, dropout

torch.set_default_dtype(torch.double)  # same digits on any CPU
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
seeds = 10


def train(n, p=0, decay=0, norm=False):
    """Accuracy of each seed on 300 validation and 497 test images."""
    torch.manual_seed(0)
    order = torch.stack([torch.randperm(len(X)) for _ in range(seeds)])
    W1 = torch.randn(seeds, 64, 64) / 8  # a net for each seed
    W2 = torch.randn(seeds, 64, 10) / 8
    b1 = torch.zeros(seeds, 1, 64)
    params = [w.requires_grad_() for w in (W1, b1, W2)]
    optimizer = torch.optim.AdamW(params, lr=0.01, weight_decay=decay)

    def forward(X, reference, p):
        h, seen = X @ W1, reference @ W1
        if norm:  # batch norm; its scale is left to W2
            h = (h - seen.mean(1, True)) / seen.std(1, keepdim=True)
        return dropout((h + b1).relu(), p) @ W2

    for _ in range(200):
        i = order.gather(1, torch.randint(n, (seeds, 50)))
        logits = forward(X[i], X[i], p).flatten(0, 1)
        optimizer.zero_grad()  # a sum: each net gets its own mean
        loss = cross_entropy(logits, y[i].flatten(), reduction="sum")
        (loss / 50).backward()
        optimizer.step()
    rest = order[:, 1000:]  # normalized by the n training images
    logits = forward(X[rest], X[order[:, :n]], 0)
    right = (logits.argmax(-1) == y[rest]).float()
    return right[:, :300].mean(1), right[:, 300:].mean(1)


methods = {
    "none": [{}],
    "dropout": [{"p": 0.2}, {"p": 0.5}],
    "weight decay": [{"decay": 0.3}, {"decay": 2}],
    "batch norm": [{"norm": True}],
}
print("gain, points: images   tuned  +- error   strongest  accuracy")
gains = {}
for n in (100, 1000):
    for name, settings in methods.items():
        runs = [train(n, **setting) for setting in settings]
        best = torch.stack([val.mean() for val, _ in runs]).argmax()
        test = torch.stack([test for _, test in runs])
        if name == "none":
            none = test[0]
        gain = 100 * (test - none)  # (setting, seed)
        error = gain[best].std() / seeds**0.5
        gains[name, n] = gain[best], gain[-1]
        print(
            f"{name:12}  {n:7}  {gain[best].mean():6.1f}  {error:8.1f}"
            f"  {gain[-1].mean():10.1f}  {test[best].mean():8.2f}"
        )
for name in ("dropout", "weight decay"):  # tuned: hardly anything
    for n in (100, 1000):
        assert gains[name, n][0].mean().abs() < 1.5
assert gains["batch norm", 1000][0].mean() > 0  # a gain
assert gains["weight decay", 1000][1].mean() < -1  # a loss

for x, name in enumerate(list(methods)[1:]):
    for n, dx, color in ((100, -0.15, "C0"), (1000, 0.15, "C2")):
        gain = gains[name, n][0]
        plt.plot([x + dx] * seeds, gain, color + ".", alpha=0.5)
        error = gain.std() / seeds**0.5
        plt.errorbar(x + dx + 0.1, gain.mean(), error, fmt=color + "o")
plt.plot([], [], "C0o", label="100 images: mean, error")
plt.plot([], [], "C2o", label="1000 images: mean, error")
plt.axhline(0, color="gray", lw=0.8)
plt.ylim(-5, 3.5)
plt.xticks(range(3), list(methods)[1:])
plt.title("Three regularizers, each tuned")
plt.ylabel("gain in test accuracy, points")
plt.legend(loc="lower right")
plt.show()
