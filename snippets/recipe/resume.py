import io

import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


def build():
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.extend([nn.Dropout(0.2), nn.Linear(32, 10)])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 6)
    return model, optimizer, scheduler


def run(model, optimizer, scheduler):
    for _ in range(3):
        for rows in train[torch.randperm(len(train))].split(64):
            loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        scheduler.step()
    return nn.utils.parameters_to_vector(model.parameters()).detach()


kinds = ("nothing", "averages", "optimizer", "schedule", "rng")
off = torch.zeros(5, len(kinds))  # (seed, what was left out)
for seed in range(5):
    torch.manual_seed(seed)
    parts = build()
    halfway = run(*parts)
    state = [part.state_dict() for part in parts]
    file = io.BytesIO()  # or the name of a file
    torch.save([*state, torch.get_rng_state()], file)
    whole = run(*parts)  # as if it had never stopped
    for i, kind in enumerate(kinds):
        file.seek(0)
        *state, rng = torch.load(file, weights_only=True)
        torch.manual_seed(seed + 100)  # a new process
        model, optimizer, scheduler = parts = build()
        model.load_state_dict(state[0])
        if kind == "averages":  # of the gradient and of its square
            state[1]["state"] = {}
        if kind != "optimizer":
            optimizer.load_state_dict(state[1])
        if kind != "schedule":
            scheduler.load_state_dict(state[2])
        if kind != "rng":
            torch.set_rng_state(rng)
        distance = (run(*parts) - whole).norm()
        off[seed, i] = distance / (whole - halfway).norm()

low, high = off.min(0).values, off.max(0).values
assert high[0] == 0 and low[1:].min() > 0.2
assert low[2] > high[[1, 3, 4]].max() and low[3] > high[4]
print("left out   off by  (of 5 seeds)")
for row in zip(kinds, off.mean(0), low, high, strict=True):
    print("{:10} {:6.2f}  ({:.2f} to {:.2f})".format(*row))
