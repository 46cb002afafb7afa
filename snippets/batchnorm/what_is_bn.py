# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = 3 * torch.randn(8, 2) + 5  # (batch, features)
norm = nn.BatchNorm1d(2)
gamma, beta, eps = norm.weight, norm.bias, norm.eps

mean, var = X.mean(0), X.var(0, correction=0)  # over n rows
by_hand = gamma * (X - mean) / (var + eps).sqrt() + beta
print("training equal:  ", torch.allclose(norm(X), by_hand, atol=1e-6))

mean = 0.9 * 0 + 0.1 * X.mean(0)  # it starts at 0,
var = 0.9 * 1 + 0.1 * X.var(0)  # the variance at 1, over n - 1
print("running var equal:", torch.allclose(norm.running_var, var))
print("running mean: ", *[f"{m:.2f}" for m in norm.running_mean])

norm.eval()
by_hand = gamma * (X - mean) / (var + eps).sqrt() + beta
print("evaluation equal:", torch.allclose(norm(X), by_hand, atol=1e-6))
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

X = torch.randn(100, 2) @ torch.tensor([[3, 1], [0, 0.5]]) + 6
outputs = nn.BatchNorm1d(2)(X).detach()
before, after = X.T.corrcoef()[0, 1], outputs.T.corrcoef()[0, 1]
print(f"correlation of the two: {before:.2f}, after it {after:.2f}")
for name, rows in (("before", X), ("after", outputs)):
    mean, deviation = rows.mean(0).round(), rows.std(0).round()
    print(f"{name}: means {mean.tolist()}, {deviation.tolist()}")
assert abs(before - after) < 1e-3
plt.scatter(*X.T, s=9, label="before")
plt.scatter(*outputs.T, s=9, label="after")
plt.xlabel("feature 1")
plt.ylabel("feature 2")
plt.title("Each feature gets mean 0 and deviation 1")
plt.legend(loc="upper left")
plt.show()
# --8<-- [end:evidence]
