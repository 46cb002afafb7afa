# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 8 - 1).float(), torch.tensor(y)


class NoisyBatchNorm(nn.BatchNorm1d):  # every step shifts each unit
    def forward(self, z):
        return super().forward(z) + 1.5 * torch.rand(z.shape[1]) - 0.75


for norm in (nn.Identity, nn.BatchNorm1d, NoisyBatchNorm):
    model = nn.Sequential()
    for n_in in [64] + [32] * 7:
        model.extend([nn.Linear(n_in, 32), norm(32), nn.ReLU()])
    model.append(nn.Linear(32, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    for i in torch.randint(len(X), (100, 64)):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[i]), y[i]).backward()
        optimizer.step()
    print(f"{model(X).argmax(1).eq(y).sum() / 1797:.1f}", norm.__name__)
# --8<-- [end:idea]
