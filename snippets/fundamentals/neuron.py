# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
neuron = nn.Linear(3, 1)
x = torch.tensor([2.0, -3.0, 0.5])

w, b = neuron.weight[0], neuron.bias[0]
z = w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + b
a = 1 / (1 + torch.exp(-z))
same = torch.sigmoid(neuron(x))[0]
print(f"a neuron by hand: {a:.4f}, by torch: {same:.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from torch.nn import functional as F

assert torch.isclose(a, same)
layer = nn.Linear(3, 4)  # four neurons, each with its own w and b
each = [
    w @ x + b for w, b in zip(layer.weight, layer.bias, strict=True)
]
assert torch.allclose(layer(x), torch.stack(each))


def train(X, y):
    """One sigmoid neuron; cross-entropy, half the squared weights."""
    neuron = nn.Linear(X.shape[1], 1, dtype=torch.float64)
    optimizer = torch.optim.LBFGS(
        neuron.parameters(), tolerance_grad=1e-9, tolerance_change=1e-14
    )

    def closure():
        optimizer.zero_grad()
        z = neuron(X)[:, 0]
        fit = F.binary_cross_entropy_with_logits(z, y, reduction="sum")
        loss = fit + neuron.weight.square().sum() / 2
        loss.backward()
        return loss

    for _ in range(20):
        optimizer.step(closure)
    return neuron.requires_grad_(False)


X, labels = load_breast_cancer(return_X_y=True)
X = StandardScaler().fit_transform(X)
inputs, y = torch.tensor(X), torch.tensor(labels).double()
neuron = train(inputs, y)
logistic = LogisticRegression(tol=1e-10).fit(X, labels)
expected = torch.tensor(logistic.coef_)
right = ((neuron(inputs)[:, 0] > 0) == y).double().mean()
print(f"trained on 569 tumors: {right:.1%} of them right")
assert torch.allclose(neuron.weight, expected, atol=1e-5)
assert right > 0.98
print("same weights as scikit-learn, to 1e-5")

small = train(inputs[:, :2], y)  # two features, for the picture
w, b = small.weight[0], small.bias[0]
along = torch.stack([-w[1], w[0]])  # a step along the line
assert torch.isclose(w @ (inputs[0, :2] + along), w @ inputs[0, :2])

for z in (-4, -2, 2, 4):
    plt.axline((0, (z - b) / w[1]), slope=-w[0] / w[1], color="gray")
plt.axline((0, -b / w[1]), slope=-w[0] / w[1], color="C3")
for k, name in enumerate(["malignant", "benign"]):
    rows = inputs[labels == k]
    plt.plot(rows[:, 0], rows[:, 1], f"C{k}o", ms=3, label=name)
plt.xlabel("radius (standardized)")
plt.ylabel("texture (standardized)")
plt.title("A neuron's output follows the distance to a line")
plt.ylim(-3, 4)
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
