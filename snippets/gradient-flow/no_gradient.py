# --8<-- [start:idea]
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(64, 64), nn.Linear(64, 10)
        # a plain list
        self.layers = [nn.Linear(64, 64), nn.Linear(64, 64)]
        self.unused = nn.Linear(64, 64)

    def forward(self, x):
        x = self.first(x).relu().detach()
        for layer in self.layers:
            x = layer(x).relu()
        return self.last(x)


torch.manual_seed(0)
model = Net()
model(torch.randn(64)).sum().backward()
for name, parameter in model.named_parameters():
    told = "None" if parameter.grad is None else "ok"
    print(f"{name:13} {tuple(parameter.shape)!s:8} {told}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)  # (1797, 64)


class Digits(nn.Module):
    def __init__(self, listed, detached):
        super().__init__()
        layers = [nn.Linear(64, 64) for _ in range(2)]
        self.layers = layers if listed else nn.ModuleList(layers)
        self.last, self.detached = nn.Linear(64, 10), detached

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return self.last(x.detach() if self.detached else x)


score = {}
print("5 seeds        parameters  None  test accuracy")
for name, flags in (
    ("a plain list", (True, False)),
    ("detach", (False, True)),
    ("mended", (False, False)),
):
    runs = []
    for seed in range(5):
        torch.manual_seed(seed)
        model = Digits(*flags)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(150):
            rows = torch.randint(1000, (100,))
            loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        right = model(X[1000:]).argmax(dim=1) == y[1000:]
        runs.append(100 * right.float().mean())
    parameters = list(model.parameters())
    count = sum(p.numel() for p in parameters)
    none = sum(p.grad is None for p in parameters)
    score[name] = runs = torch.stack(runs)
    print(f"{name:12}  {count:11,}  {none:4}", end="")
    print(f"  {runs.min():.1f}% to {runs.max():.1f}%")
for name in ("a plain list", "detach"):
    assert score[name].min() > 50
# --8<-- [end:evidence]
