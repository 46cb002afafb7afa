# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(1000, 4) * torch.tensor([0.2, 0.5, 1, 1.5]) + 2
norm = nn.BatchNorm1d(4)
optimizer = torch.optim.SGD(norm.parameters(), lr=1)
for _ in range(300):
    batch = X[torch.randint(len(X), (100,))]
    loss = nn.functional.mse_loss(norm(batch), batch)  # copy the input
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

rows = {"sigma": X.std(0), "gamma": norm.weight}
rows |= {"mu": X.mean(0), "beta": norm.bias}
for name, row in rows.items():
    print(f"{name:5}", *[f"{number:6.2f}" for number in row])
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

ours = torch.stack([norm.weight / X.std(0), norm.bias / X.mean(0)])
assert (ours - 1).abs().max() < 0.2

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
print("classify    gamma   gamma / sigma   (32 units)")
for seed in range(5):
    torch.manual_seed(seed)
    norm = nn.BatchNorm1d(32)
    layers = nn.Linear(64, 32), norm, nn.ReLU(), nn.Linear(32, 10)
    model = nn.Sequential(*layers).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(300):
        i = torch.randint(len(X), (100,))
        loss = nn.functional.cross_entropy(model(X[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    sigma = model[0](X).std(0).detach()
    gamma = norm.weight.detach()
    ratio = gamma / sigma
    print(f"seed {seed} {gamma.mean():10.2f} {ratio.mean():15.1f}")
    assert gamma.mean() > 1.15 and ratio.min() > 2
    label = "classify" if seed == 0 else None
    plt.plot(sigma, gamma, "C1.", label=label)
plt.plot(rows["sigma"], rows["gamma"].detach(), "C0o", label="copy")
plt.axline((0, 0), slope=1, color="gray", lw=0.8, label="undone")
plt.xlabel("σ, deviation of what comes in")
plt.ylabel("γ, learned scale")
plt.title("Copying undoes σ, classifying does not")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
