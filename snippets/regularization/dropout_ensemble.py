# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
hidden = nn.Linear(64, 10), nn.ReLU(), nn.Dropout(0.5)
model = nn.Sequential(*hidden, nn.Linear(10, 10)).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
for _ in range(100):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(X[:500]), y[:500]).backward()
    optimizer.step()
model.eval().requires_grad_(False)
masks = torch.cartesian_prod(*[torch.tensor([0, 2])] * 10)  # all 1,024
thinned = model[3](model[:2](X[1000:1100]) * masks[:, None])
geometric = thinned.log_softmax(-1).mean(0).softmax(-1)
gap = (geometric - model(X[1000:1100]).softmax(-1)).abs().max()
print(f"eval mode and geometric mean differ by {gap:.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

print("behind        accuracy: one  mean of  full   gap to full net")
print("dropout        thinned net   1,024   net     geom.  arith.")
test, rows = X[1000:1100], y[1000:1100]
for name in ("ReLU, linear", "linear"):
    table = []
    for seed in range(5):
        torch.manual_seed(seed)
        features = nn.Sequential(nn.Linear(64, 10), nn.ReLU())
        head = nn.Sequential(nn.Linear(10, 10))
        if name == "ReLU, linear":
            head = head.extend([nn.ReLU(), nn.Linear(10, 10)])
        model = nn.Sequential(features, nn.Dropout(0.5), head).double()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
        for _ in range(100):
            loss = nn.functional.cross_entropy(model(X[:500]), y[:500])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model.eval().requires_grad_(False)
        full = model(test).softmax(-1)
        thinned = head(features(test) * masks[:, None]).log_softmax(-1)
        geom, arith = thinned.mean(0).softmax(-1), thinned.exp().mean(0)
        hits = [p.argmax(-1) == rows for p in (thinned, arith, full)]
        right = [hit.double().mean() for hit in hits]
        gaps = [(p - full).abs().max() for p in (geom, arith)]
        table.append(right + gaps)
        assert right[0] < right[1] - 0.05 and gaps[1] > 0.1
        assert (gaps[0] < 1e-12) == (name == "linear")
    means = torch.tensor(table).mean(0)
    print(f"{name:14}" + "".join(f"{mean:9.2f}" for mean in means))

i = (arith - full).abs().amax(-1).argmax()  # where they differ most
x = torch.arange(10)
plt.bar(x - 0.27, full[i], 0.27, label="full net")
plt.bar(x, geom[i], 0.27, label="geometric mean")
plt.bar(x + 0.27, arith[i], 0.27, label="arithmetic mean")
plt.title("Eval mode is the geometric mean")
plt.xlabel("class, for one test image")
plt.ylabel("probability")
plt.xticks(range(10))
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
