import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
test_X, test_y = X[1000:1150], y[1000:1150]
masks = torch.cartesian_prod(*[torch.arange(2)] * 10)  # (1024, 10)

print("behind       accuracy: one   mean of  full   gap to full net")
print("dropout       thinned net    1,024    net    geom.   arith.")
for name in ("ReLU, softmax", "softmax"):
    scores, gaps = [], []
    for seed in range(5):
        torch.manual_seed(seed)
        head = nn.Linear(10, 10)
        if name == "ReLU, softmax":
            head = nn.Sequential(nn.Linear(10, 32), nn.ReLU())
            head.append(nn.Linear(32, 10))
        features = nn.Sequential(nn.Linear(64, 10), nn.ReLU())
        model = nn.Sequential(features, nn.Dropout(0.5), head).double()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
        for _ in range(150):
            loss = nn.functional.cross_entropy(model(X[:500]), y[:500])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model = model.eval().requires_grad_(False)
        full = model(test_X).softmax(-1)  # all ten units, one pass
        # Each of the 2 ** 10 thinned networks, survivors doubled
        thinned = features(test_X) * masks[:, None] * 2
        log_probs = head(thinned).log_softmax(-1)  # (mask, n, class)
        geom = log_probs.mean(0).softmax(-1)  # sums to one again
        arith = log_probs.exp().mean(0)
        gaps.append([(p - full).abs().max() for p in (geom, arith)])
        right = [
            p.argmax(-1) == test_y for p in (log_probs, arith, full)
        ]
        scores.append([r.double().mean() for r in right])
    score, gap = torch.tensor(scores), torch.tensor(gaps)
    row = [*score.mean(0).tolist(), *gap.mean(0).tolist()]
    print(f"{name:14}" + "".join(f"{number:9.2f}" for number in row))
    assert (score[:, 0] < score[:, 1] - 0.1).all()
    assert gap[:, 1].min() > 0.1
    assert gap[:, 0].max() < 1e-12 or name == "ReLU, softmax"
    assert gap[:, 0].min() > 0.1 or name == "softmax"

i = (arith - full).abs().amax(-1).argmax()  # where they differ most
labels = "full net", "geometric mean", "arithmetic mean"
for k, probs in enumerate((full, geom, arith)):
    x = torch.arange(10) + 0.27 * (k - 1)
    plt.bar(x, probs[i], 0.27, color=f"C{k}", label=labels[k])
plt.title("Eval mode is the geometric mean")
plt.xlabel("class, for one test image")
plt.ylabel("probability")
plt.xticks(range(10))
plt.legend(loc="upper left")
plt.show()
