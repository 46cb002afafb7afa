# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = map(torch.tensor, load_digits(return_X_y=True))  # 0 to 16


def mlp(width, depth, n_in=64):
    layers = []
    for _ in range(depth):
        layers += [nn.Linear(n_in, width), nn.ReLU()]
        n_in = width
    return nn.Sequential(*layers, nn.Linear(n_in, 10)).double()


for width, depth in ((4, 1), (64, 1), (64, 10)):
    torch.manual_seed(0)
    model = mlp(width, depth)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    for rows in torch.randint(1000, (100, 50)):
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(X[rows] / 16), y[rows]).backward()
        optimizer.step()
    right = (model(X / 16).argmax(1) == y).double()[1000:].mean()
    print(f"{depth:2} x {width:2} units: accuracy {right:.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from operator import itemgetter

import matplotlib.pyplot as plt

torch.manual_seed(0)
corners = torch.randint(9, (len(X), 2)).tolist()
images = torch.zeros(len(X), 16, 16).double()  # a digit anywhere
for image, digit, (r, c) in zip(images, X, corners, strict=True):
    image[r : r + 8, c : c + 8] = digit.view(8, 8) / 16
images = images.flatten(1)


def train(width, depth, start, lr):
    """Accuracies on 1,297 training and 500 validation images."""
    torch.manual_seed(0)
    parts = torch.randperm(len(X)).split([1297, 500])
    model = mlp(width, depth, 256)
    for weight in model.parameters():
        if start == "He" and weight.ndim == 2:
            nn.init.kaiming_normal_(weight, nonlinearity="relu")
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for rows in parts[0][torch.randint(1297, (150, 64))]:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(images[rows]), y[rows]).backward()
        optimizer.step()
    right = (model(images).argmax(1) == y).double()
    return tuple(right[rows].mean().item() for rows in parts)


rates = (0.001, 0.003, 0.01, 0.03, 0.1)
found = []
print("units  start    training  validation  best of 5 rates")
for depth, width, start in (
    (1, 16, "PyTorch"),
    (1, 64, "PyTorch"),
    (1, 256, "PyTorch"),
    (8, 64, "PyTorch"),
    (8, 64, "He"),
):
    runs = [train(width, depth, start, lr) for lr in rates]
    fit, score = max(runs, key=itemgetter(1))
    best = rates[runs.index((fit, score))]
    name = f"{depth} x {width:3} {start:7}"
    print(f"{name} {fit:8.2f} {score:11.2f} {best:11}")
    plt.barh(name, score, color="C1" if start == "He" else "C0")
    found.append((fit, score))
narrow, one, wide, deep, he = found
assert narrow[1] + 0.1 < one[1] < wide[1] and he[1] > deep[1]
assert deep[1] < one[1] - 0.15 and deep[0] < one[0] - 0.3
plt.gca().invert_yaxis()
plt.xlabel("validation accuracy")
plt.title("Wider helps, plain and deep does not")
plt.show()
# --8<-- [end:evidence]
