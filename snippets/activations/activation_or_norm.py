import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.set_default_dtype(torch.double)  # same digits on any CPU
images, digits = load_digits(return_X_y=True)
X = torch.tensor(images) / 16  # (1797, 64)
y = torch.tensor(digits)  # the first 1400 train, the others test
cases = (
    ("sigmoid", nn.Sigmoid, "C1:"),
    ("ReLU", nn.ReLU, "C0--"),
    ("ReLU, He init", nn.ReLU, "C0-"),
    ("sigmoid, batch norm", nn.Sigmoid, "C1-"),
)
accuracy = torch.zeros(4, 5)  # (case, seed)
for i, (name, activation, style) in enumerate(cases):
    losses = torch.zeros(5, 80)  # (seed, step)
    for seed in range(5):
        torch.manual_seed(seed)
        model = nn.Sequential()
        for n_in in [64] + [32] * 19:  # 20 hidden layers
            model.append(nn.Linear(n_in, 32))
            if "He" in name:
                nn.init.kaiming_normal_(model[-1].weight)
            if "norm" in name:
                model.append(nn.BatchNorm1d(32))
            model.append(activation())
        model.append(nn.Linear(32, 10))
        params = model.parameters()
        optimizer = torch.optim.Adam(params, lr=0.004, fused=True)
        for step in range(80):
            rows = torch.randint(1400, (128,))
            loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses[seed, step] = loss.detach()
        hits = model.eval()(X[1400:]).argmax(dim=1) == y[1400:]
        accuracy[i, seed] = hits.float().mean()
    low, high = accuracy[i].aminmax()
    print(f"{name:20} test accuracy {low:3.0%} to {high:3.0%}")
    curve = losses.view(5, 16, 5).mean(dim=2)  # five steps a point
    steps, band = range(3, 80, 5), curve.aminmax(dim=0)
    plt.fill_between(steps, *band, color=style[:2], alpha=0.2)
    plt.plot(steps, curve.mean(dim=0), style, label=name)
plt.xlabel("training step")
plt.ylabel("training loss")
plt.title("20 layers: ReLU alone is as stuck as sigmoid")
plt.legend(loc="lower left")
plt.show()

sigmoid, relu, he_init, batch_norm = accuracy.mean(dim=1)
assert sigmoid < 0.2 and relu < 0.2  # guessing gives 0.1
assert he_init > 0.45 and batch_norm > 0.7
