# --8<-- [start:idea]
import torch

logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 0.0]])
classes_last = logits.softmax(dim=-1)  # (samples, classes): right
samples_first = logits.softmax(dim=0)  # over the samples: wrong
alone = logits[:1].softmax(dim=0)  # a batch of one sample

print("sample 1          A    B    C   sum")
for name, p in (
    ("dim=-1", classes_last[0]),
    ("dim=0", samples_first[0]),
    ("dim=0, alone", alone[0]),
):
    print(f"{name:14} {p[0]:.2f} {p[1]:.2f} {p[2]:.2f}  {p.sum():.2f}")
# --8<-- [end:idea]
# --8<-- [start:default]
import warnings

from torch import nn

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for shape in ((4,), (2, 4), (2, 3, 4), (2, 3, 4, 5)):
        p = nn.Softmax()(torch.zeros(shape))  # no dim
        sums = [p.sum(dim).mean().item() for dim in range(p.dim())]
        print(f"{shape!s:13} picks dim={sums.index(1)}")
print(f"{caught[0].category.__name__}: {caught[0].message}")
# --8<-- [end:default]
# --8<-- [start:evidence]
from sklearn.datasets import load_digits

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
order = torch.randperm(len(X))
train, test = order[:1297], order[1297:]  # 500 for the test
model = nn.Linear(64, 10)
optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
for _ in range(100):
    loss = nn.functional.cross_entropy(model(X[train]), y[train])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

print("test accuracy of one trained model, softmax over")
print("batch size   dim=-1    dim=0")
for size in (1, 5, 50, 500):
    correct = torch.zeros(2)
    with torch.no_grad():
        for rows in test.split(size):
            logits = model(X[rows])
            for i, dim in enumerate((-1, 0)):
                best = logits.softmax(dim).argmax(-1)
                correct[i] += (best == y[rows]).sum()
    accuracy = correct / len(test)
    print(f"{size:10} {accuracy[0]:8.1%} {accuracy[1]:8.1%}")
    if size == 1:
        assert accuracy[1] < 0.2  # all ones: the first class wins
    if size == 500:
        assert accuracy[0] - accuracy[1] < 0.1
# --8<-- [end:evidence]
