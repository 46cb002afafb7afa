# --8<-- [start:idea]
import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(0)
X, y = make_moons(1300, noise=0.2, random_state=0)
X, y = torch.tensor(X).float(), torch.tensor(y)

model = nn.Sequential(nn.Linear(2, 32), nn.ReLU())
model.extend([nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 2)])
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(200):
    loss = nn.functional.cross_entropy(model(X[:300]), y[:300])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

predicted = model(X[300:]).argmax(1)
right = (predicted == y[300:]).float().mean()
print(f"right on 1,000 new points: {right:.1%}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.linear_model import LogisticRegression

W1, b1, W2, b2, W3, b3 = model.parameters()
hidden = torch.relu(X @ W1.T + b1)
hidden = torch.relu(hidden @ W2.T + b2)
assert torch.allclose(model(X), hidden @ W3.T + b3, atol=1e-5)


def train(X, y, seed):
    """The same network and the same loop, from another start."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU())
    model.extend([nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 2)])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(200):
        loss = nn.functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


gains = []
print("test, 300 training points   line  network")
for seed in range(5):
    X, y = make_moons(1300, noise=0.2, random_state=seed)
    line = LogisticRegression().fit(X[:300], y[:300])
    first = line.score(X[300:], y[300:])
    X, y = torch.tensor(X).float(), torch.tensor(y)
    net = train(X[:300], y[:300], seed)
    second = (net(X[300:]).argmax(1) == y[300:]).double().mean()
    gains.append(second.item() - first)
    print(
        f"sample {seed}                   {first:.1%}    {second:.1%}"
    )
assert min(gains) > 0.04


def draw(ax, title, predict):
    """The training points, and the boundary of what is predicted."""
    for k in (0, 1):
        ax.plot(*X[:300][y[:300] == k].T, f"C{k}o", ms=3)
    x1, x2 = torch.linspace(-2, 3, 120), torch.linspace(-1.6, 2, 120)
    answers = predict(torch.cartesian_prod(x1, x2)).reshape(120, 120)
    ax.contour(x1, x2, answers.T, [0.5], colors="gray")
    ax.set(title=title, xlabel="$x_1$")


fig, axes = plt.subplots(1, 2, figsize=(6, 3.4), sharey=True)
draw(axes[0], "One line", line.predict)
draw(axes[1], "A network", lambda x: net(x).argmax(1))
axes[0].set_ylabel("$x_2$")
plt.show()
# --8<-- [end:evidence]
