# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16), torch.tensor(y)
train, val = torch.randperm(len(X)).split([300, 1497])
layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
model = nn.Sequential(*layers).double()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for step in range(1, 401):
    optimizer.zero_grad()
    cross_entropy(model(X[train]), y[train]).backward()
    optimizer.step()
    if step in (10, 40, 400):
        logits = model(X[val])
        right = (logits.argmax(1) == y[val]).double().mean()
        loss = cross_entropy(logits, y[val])
        print(f"step {step:3}  loss {loss:.2f}  accuracy {right:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
def train_again(wrong, seed, steps=400):
    """Validation loss, accuracy and loss of each row by step."""
    torch.manual_seed(seed)
    rows, val = torch.randperm(len(X)).split([300, 1497])
    labels = y[rows].clone()
    labels[:wrong] = torch.randint(10, (wrong,))
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    out = []
    for step in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), labels).backward()
        optimizer.step()
        if step % 10 == 9:
            with torch.no_grad():
                logits = model(X[val])
                losses = nn.functional.cross_entropy(logits, y[val], reduction="none")
                right = logits.argmax(1) == y[val]
            out.append([step+1, losses.mean().item(), right.double().mean().item(), losses[right].mean().item(), losses[~right].mean().item()])
    return torch.tensor(out)
for w in (0,60):
    hs=[]
    for seed in range(4):
        h = train_again(w, seed)
        k = h[:,1].argmin()
        hs.append(torch.cat([h[k], h[-1]]))
    print(torch.stack(hs).numpy().round(3)[:,[0,1,2,6,7]]); print(torch.stack(hs).mean(0).numpy().round(3))
# --8<-- [end:evidence]
