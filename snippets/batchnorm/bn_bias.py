import copy

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

torch.set_default_dtype(torch.double)
images, digits = load_digits(return_X_y=True)
X, y = torch.tensor(images) / 16, torch.tensor(digits)
cases = {
    "BatchNorm, ReLU": (nn.BatchNorm1d(32), nn.ReLU()),
    "ReLU, BatchNorm": (nn.ReLU(), nn.BatchNorm1d(32)),
    "LayerNorm, ReLU": (nn.LayerNorm(32), nn.ReLU()),
    "ReLU": (nn.ReLU(),),
}
print("Linear, then      gradient   shifted   learned   bias=False")
for name, layers in cases.items():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(64, 32), *layers, nn.Linear(32, 10))
    without = copy.deepcopy(model)
    without[0].bias = None  # what bias=False does
    bias = model[0].bias
    start, shift = bias.detach().clone(), torch.randn(32)

    logits = model(X)
    cross_entropy(logits, y).backward()
    gradient = bias.grad.abs().max()
    with torch.no_grad():
        bias += shift
        shifted = (model(X) - logits).abs().max()
        bias -= shift

    both = nn.ModuleList([model, without])
    optimizer = torch.optim.SGD(both.parameters(), lr=0.1)
    for _ in range(100):
        i = torch.randint(len(X), (100,))
        loss = cross_entropy(model(X[i]), y[i])
        loss = loss + cross_entropy(without(X[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    learned = (bias - start).abs().max()
    apart = (model(X) - without(X)).abs().max()
    seen = torch.stack([gradient, shifted, learned, apart])
    print(f"{name:16}" + "".join(f"{n:10.3f}" for n in seen))
    if name == "BatchNorm, ReLU":
        assert seen.max() < 1e-9 and bias.abs().mean() > 0.03
        apart = model.eval()(X) - without.eval()(X)
        assert apart.abs().max() < 0.01  # up to the running mean
    else:
        assert seen.min() > 0.003
