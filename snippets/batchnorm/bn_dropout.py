# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(100_000, 1)
X = torch.cat([X, X.relu()], dim=1)  # mean 0, and a mean above 0

print("dropout  variance too large by: mean 0, after ReLU")
for p in (0.1, 0.5):
    norm = nn.BatchNorm1d(2, momentum=None)
    norm(nn.Dropout(p)(X))  # training: fills the running variance
    factor = norm.running_var / X.var(0)
    print(f"{p:7} {factor[0]:30.2f} {factor[1]:11.2f}")
    exact = 1 + p / (1 - p) * (1 + X.mean(0).square() / X.var(0))
    assert (factor / exact - 1).abs().max() < 0.03  # the formula holds
# --8<-- [end:idea]
