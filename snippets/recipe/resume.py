# --8<-- [start:idea]
import torch
from torch import nn


def save(file, **parts):
    """Save states of the model, the optimizer, the scheduler, ..."""
    state = {name: part.state_dict() for name, part in parts.items()}
    state["cpu"] = torch.get_rng_state()
    state["cuda"] = torch.cuda.get_rng_state_all()  # of each GPU
    torch.save(state, file)


def load(file, **parts):  # what save() wrote, into newly built parts
    state = torch.load(file, map_location="cpu", weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    torch.set_rng_state(state["cpu"])
    count = torch.cuda.device_count()  # on another machine, others
    torch.cuda.set_rng_state_all(state["cuda"][:count])


# --8<-- [end:idea]
# --8<-- [start:evidence]
import io

from sklearn.datasets import load_digits

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def build():
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
    model.extend([nn.Dropout(0.2), nn.Linear(32, 10)])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 6)
    return dict(model=model, optimizer=optimizer, scheduler=scheduler)


def run(model, optimizer, scheduler):  # three epochs
    for _ in range(3):
        for rows in train[torch.randperm(len(train))].split(64):
            optimizer.zero_grad()
            nn.functional.cross_entropy(
                model(X[rows]), y[rows]
            ).backward()
            optimizer.step()
        scheduler.step()
    return nn.utils.parameters_to_vector(model.parameters())


print("left out   off by (3 seeds)")
off = torch.zeros(4, 3)
names = ("nothing", "optimizer", "scheduler", "generator")
for row, left_out in enumerate(names):
    for seed in range(3):
        torch.manual_seed(seed)
        parts, file = build(), io.BytesIO()  # or a file's name
        halfway = run(**parts)
        save(file, **parts)
        whole = run(**parts)  # as if it had never stopped
        file.seek(0)
        torch.manual_seed(seed + 100)  # a new process
        fresh, generator = build(), torch.get_rng_state()
        load(file, **{k: p for k, p in fresh.items() if k != left_out})
        if left_out == "generator":
            torch.set_rng_state(generator)
        way = (whole - halfway).norm()
        off[row, seed] = (run(**fresh) - whole).norm() / way
    print(f"{left_out:10} {off[row].min():.2f} to {off[row].max():.2f}")
assert off[0].max() == 0 and off[3].min() > 0.2
assert (off[1:3].amin(1) > off[2:].amax(1)).all()  # from row to row
# --8<-- [end:evidence]
