# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-1, 1, 101)[:, None]
y = 2 * x + 5
for bias in (False, True):
    line = nn.Linear(1, 1, bias=bias)
    optimizer = torch.optim.SGD(line.parameters(), lr=0.1)
    for _ in range(100):
        loss = nn.functional.mse_loss(line(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    told = f"slope {line.weight.item():.2f}  MSE {loss.item():.2f}"
    print(f"bias {bias!s:5}  {told}  at 0: {line(x[50]).item():.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

z = torch.linspace(-8, 8, 1601, dtype=torch.float64)
for b in (-3, 0, 3):  # steepest slope of sigmoid(2x + b)
    a = torch.sigmoid(2 * z + b)
    slope = 2 * a * (1 - a)
    assert abs(slope.max() - 2 / 4) < 1e-4  # whatever b
    assert abs(z[slope.argmax()] + b / 2) < 0.011  # at -b/w


def network(bias):
    model = nn.Sequential(nn.Linear(2, 32, bias=bias), nn.ReLU())
    model.extend([nn.Linear(32, 32, bias=bias), nn.ReLU()])
    return model.append(nn.Linear(32, 1, bias=bias))


def circle(bias, seed):
    """Training accuracy on inside or outside of a circle; the model."""
    torch.manual_seed(seed)
    X = torch.randn(1000, 2)
    radius = torch.rand(1000, 1).sqrt()  # spread evenly over a disk
    X = radius * X / X.norm(dim=1, keepdim=True)
    y = (radius[:, 0] < 0.7).float()  # about half of them
    model = network(bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        logits = model(X)[:, 0]
        loss = nn.functional.binary_cross_entropy_with_logits(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = ((model(X)[:, 0] > 0) == y.bool()).double().mean()
    return 100 * right.item(), 100 * max(y.mean(), 1 - y.mean()).item()


print("circle, training accuracy   no bias   biases   larger class")
rows = []
for seed in range(5):
    without, larger = circle(False, seed)
    with_bias, _ = circle(True, seed)
    rows.append((without - larger, with_bias))
    told = f"{without:4.1f}%    {with_bias:5.1f}%   {larger:.1f}%"
    print(f"start {seed}                      {told}")
gaps, scores = zip(*rows, strict=True)
assert max(gaps) < 10 and min(scores) > 95

model = network(bias=False)  # scales with its input
X = torch.randn(10, 2)
assert torch.allclose(model(3 * X), 3 * model(X), atol=1e-6)
assert model(torch.zeros(1, 2)).item() == 0

weight = nn.Parameter(torch.tensor([1.0, 1.0]))  # weight and bias
optimizer = torch.optim.SGD([weight], lr=0.1, weight_decay=0.1)
for _ in range(100):  # no loss, weight decay alone
    weight.grad = torch.zeros(2)
    optimizer.step()
assert weight[0] == weight[1] < 0.5  # a bias protects nothing

for k, b in enumerate((-3, 0, 3)):
    plt.plot(z, torch.sigmoid(2 * z + b), f"C{k}", label=f"b = {b}")
plt.xlabel("x")
plt.ylabel("sigmoid(2x + b)")
plt.title("A bias shifts the curve and leaves its slope alone")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
