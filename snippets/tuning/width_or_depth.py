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


def train(width, depth, start, lr, seed):
    """Accuracies on 1,297 training and 500 validation images."""
    torch.manual_seed(seed)
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
    return [right[rows].mean() for rows in parts]


rates = (0.001, 0.003, 0.01, 0.03, 0.1)
wide, deep = [(16, 1), (64, 1), (256, 1)], [(64, 2), (64, 4), (64, 8)]
found = {}
print("units  start    training  validation  best of 5 rates")
for shape, start in (
    *[(shape, "PyTorch") for shape in wide + deep],
    ((64, 8), "He"),
):
    runs = [
        [train(*shape, start, lr, seed) for seed in range(2)]
        for lr in rates
    ]
    means = torch.tensor(runs).mean(1)  # (rate, part)
    best = means[:, 1].argmax()
    fit, score = found[shape, start] = means[best].tolist()
    told = f"{fit:8.2f} {score:11.2f} {rates[best]:11}"
    print(f"{shape[1]} x {shape[0]:3} {start:7} {told}")
scores = [found[shape, "PyTorch"][1] for shape in wide + deep]
assert scores[0] + 0.1 < scores[1] < scores[2] - 0.02
assert scores[5] + 0.15 < min(scores[1], scores[3])
plain, he = found[deep[2], "PyTorch"], found[deep[2], "He"]
assert plain[0] < found[wide[1], "PyTorch"][0] - 0.3
assert he[1] > plain[1] + 0.05

figure, axes = plt.subplots(1, 2, sharey=True)
axes[0].plot(["16", "64", "256"], scores[:3], "C0o-")
axes[0].set_xlabel("units, one layer")
axes[0].set_ylabel("validation accuracy")
axes[1].plot(["1", "2", "4", "8"], scores[1:2] + scores[3:], "C0o-")
axes[1].plot("8", he[1], "C1o", label="He's start")
axes[1].set_xlabel("layers of 64 units")
axes[1].legend()
figure.suptitle("Wider helps, plain and deep does not")
plt.show()
# --8<-- [end:evidence]
