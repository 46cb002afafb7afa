# --8<-- [start:hidden]
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F


def forward(x, W, b, act):  # x: (5 networks, batch, 64)
    x = act(act(x @ W[0] + b[0]) @ W[1] + b[1])
    return x @ W[2] + b[2]  # logits: (5, batch, 10)


digits = load_digits()
X = torch.tensor(digits.data, dtype=torch.float32) / 16
y = torch.tensor(digits.target)
acts = {"none": torch.clone, "sigmoid": torch.sigmoid}
acts |= {"tanh": torch.tanh, "ReLU": torch.relu, "GELU": F.gelu}
shapes = (64, 32), (32, 32), (32, 10)
fixed, tuned = torch.zeros(2, 5, 5)  # (activations, networks)
for i, act in enumerate(acts.values()):
    hits = []
    for lr in (0.003, 0.01, 0.03, 0.1):
        torch.manual_seed(0)  # same splits and start for all
        rows = torch.rand(5, len(X)).argsort(dim=1)
        train, rest = rows.split([1000, 797], dim=1)
        W = [torch.randn(5, n, m) / n**0.5 for n, m in shapes]
        b = [torch.zeros(5, 1, m) for _, m in shapes]
        params = [p.requires_grad_() for p in W + b]
        optimizer = torch.optim.Adam(params, lr=lr)
        for batch in train.split(100, dim=1) * 15:
            logits = forward(X[batch], W, b, act)
            loss = F.cross_entropy(logits.mT, y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        classes = forward(X[rest], W, b, act).argmax(dim=2)
        hits.append((classes == y[rest]).float())
    val, test = torch.stack(hits).split([300, 497], dim=2)
    best = val.mean(dim=2).argmax(dim=0)  # a rate per network
    test = test.mean(dim=2)  # (rates, networks)
    fixed[i], tuned[i] = test[0], test[best, range(5)]

print("hidden    lr 0.003   lr tuned   spread over splits")
means = torch.stack([fixed, tuned]).mean(dim=2)  # (2, activations)
for name, a, b, std in zip(acts, *means, tuned.std(dim=1), strict=True):
    print(f"{name:9} {a:.2f}       {b:.2f}       {std:.3f}")
sigmoid, *others = means[0, 1:]
assert sigmoid < min(others) - 0.1
assert max(means[1, 1:]) - min(means[1, 1:]) < 0.03

for acc, c, label in (fixed, "C1", "0.003"), (tuned, "C0", "tuned"):
    plt.plot(range(5), acc, "o", color=c, alpha=0.4)
    plt.plot(acc.mean(1), "_", ms=28, color=c, label=f"rate {label}")
plt.xticks(range(5), acts)
plt.title("Tune the rate, and sigmoid catches up")
plt.xlabel("hidden activation (dots: 5 splits, lines: mean)")
plt.ylabel("test accuracy (share)")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:hidden]
# --8<-- [start:output]
z = torch.randn(8, 10)  # logits
label, yes = torch.randint(10, (8,)), torch.rand(8, 10)
ce = F.nll_loss(z.softmax(dim=1).log(), label)
bce = F.binary_cross_entropy(z.sigmoid(), yes)
assert ce.isclose(F.cross_entropy(z, label))
assert bce.isclose(F.binary_cross_entropy_with_logits(z, yes))
assert z.argmax(dim=1).equal(z.softmax(dim=1).argmax(dim=1))
print("the losses apply softmax and sigmoid themselves")
# --8<-- [end:output]
