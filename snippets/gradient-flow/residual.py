# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X, y = torch.rand(500, 64), torch.randint(10, (500,))


class Deep(nn.Module):
    def __init__(self, skip, depth=20):
        super().__init__()
        self.skip, self.head = skip, nn.Linear(64, 10)
        self.layers = nn.ModuleList(
            nn.Linear(64, 64) for _ in range(depth)
        )

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu() + (x if self.skip else 0)
        return self.head(x)


for skip in (False, True):
    model = Deep(skip)
    nn.functional.cross_entropy(model(X), y).backward()
    first = model.layers[0].weight.grad.norm()
    print(f"skip {skip!s:5}: gradient of layer 1 {first:.0e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)  # float64


def start(skip, he, seed):
    torch.manual_seed(seed)
    model = Deep(skip).double()
    for layer in model.layers if he else ():
        nn.init.kaiming_normal_(layer.weight)
        nn.init.zeros_(layer.bias)
    return model


def train(skip, he, lr, seed):
    """Accuracies after 35 steps on 1,000 images: (validation, test)."""
    model = start(skip, he, seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for rows in torch.randint(1000, (35, 64)):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    hits = 100.0 * (model(X[1000:]).argmax(dim=1) == y[1000:])
    return [part.mean() for part in hits.split([300, 497])]


arms = {  # skip, He's weights
    "plain": (False, False),
    "skip": (True, False),
    "plain, He": (False, True),
    "skip, He": (True, True),
}
rates, score = (0.0003, 0.001, 0.003, 0.01), {}
print("20 layers, 3 seeds  gradient 1   lr      test accuracy")
for k, (name, arm) in enumerate(arms.items()):
    model = start(*arm, seed=0)
    nn.functional.cross_entropy(model(X), y).backward()
    norms = [layer.weight.grad.norm().item() for layer in model.layers]
    plt.semilogy(range(1, 21), norms, f"C{k}", label=name)
    runs = [[train(*arm, lr, s) for s in range(3)] for lr in rates]
    val, test = torch.tensor(runs).unbind(dim=2)  # (rate, seed)
    pick = val.mean(dim=1).argmax()
    error, score[name] = torch.std_mean(test[pick])
    print(f"{name:18}  {norms[0]:10.0e}   {rates[pick]:<6}", end="")
    print(f"  {score[name]:.0f}% ± {error / 3**0.5:.0f}%")
plt.title("A skip keeps the gradient; with He's start it grows")
plt.xlabel("layer (1 is next to the input)")
plt.ylabel("gradient of its weights at the start")
plt.xticks(range(5, 21, 5))
plt.legend(loc="lower right")
plt.show()

assert score["plain"] < 20 and score["skip"] > 40
assert score["skip"] > score["skip, He"] + 15
assert score["plain, He"] > score["skip, He"] + 5
# --8<-- [end:evidence]
