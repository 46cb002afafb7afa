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
import matplotlib.pyplot as plt

torch.manual_seed(0)
corners = torch.randint(9, (len(X), 2)).tolist()
images = torch.zeros(len(X), 16, 16).double()  # a digit anywhere
for image, digit, (r, c) in zip(images, X, corners, strict=True):
    image[r : r + 8, c : c + 8] = digit.view(8, 8) / 16
images = images.flatten(1)


def train(width, depth, he, lr):  # 150 steps on 1,297 images
    torch.manual_seed(0)
    rows, val = torch.randperm(len(X)).split([1297, 500])
    model = mlp(width, depth, 256)
    for weight in model.parameters():
        if he and weight.ndim == 2:
            nn.init.kaiming_normal_(weight, nonlinearity="relu")
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for batch in rows[torch.randint(1297, (150, 64))]:
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(model(images[batch]), y[batch]).backward()
        optimizer.step()
    right = (model(images).argmax(1) == y).double()
    return right[val].mean().item(), right[rows].mean().item(), lr


shapes = ((16, 1), (64, 1), (256, 1), (64, 8), (64, 8, "He"))
found = []
print("units         validation  training  best of 4 rates")
for width, depth, *he in shapes:
    rates = (0.001, 0.004, 0.016, 0.064)
    score, fit, best = max(train(width, depth, he, lr) for lr in rates)
    name = " ".join([f"{depth} x {width:3}", *he])
    print(f"{name:10} {score:13.2f} {fit:9.2f} {best:16}")
    plt.barh(name, score, color="C1" if he else "C0")
    found.append((score, fit))
narrow, one, wide, deep, he = found
assert narrow[0] + 0.1 < one[0] < wide[0] and he[0] > deep[0]
assert deep[0] < one[0] - 0.15 and deep[1] < one[1] - 0.3
plt.gca().invert_yaxis()
plt.xlabel("validation accuracy")
plt.title("Wider helps, plain and deep does not")
plt.show()
# --8<-- [end:evidence]
