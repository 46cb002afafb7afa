# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
weights = [p for p in model.parameters() if p.ndim > 1]  # no biases
for batch in torch.randint(len(X), (300, 50)):
    loss = nn.functional.cross_entropy(model(X[batch]), y[batch])
    loss = loss + 0.003 * sum(w.abs().sum() for w in weights)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
w = nn.utils.parameters_to_vector(weights).abs()
print(f"zero          {(w == 0).float().mean():.0%} of the weights")
print(f"below 0.001  {(w < 0.001).float().mean():.0%}")
# --8<-- [end:idea]
