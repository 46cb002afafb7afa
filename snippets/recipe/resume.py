# --8<-- [start:idea]
import torch
from torch import nn


def save(file, **parts):
    """Save states of the model, the optimizer, the scheduler, ..."""
    state = {name: part.state_dict() for name, part in parts.items()}
    state["cpu"] = torch.get_rng_state()
    if torch.cuda.is_available():
        state["cuda"] = torch.cuda.get_rng_state_all()
    torch.save(state, file)


def load(file, **parts):
    """Load what save() wrote into newly built parts, in place."""
    state = torch.load(file, map_location="cpu", weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    torch.set_rng_state(state["cpu"])
    if torch.cuda.is_available() and "cuda" in state:
        torch.cuda.set_rng_state_all(state["cuda"])


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


def run(model, optimizer, scheduler):
    """Three epochs; all weights as one vector."""
    for _ in range(3):
        for rows in train[torch.randperm(len(train))].split(64):
            loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        scheduler.step()
    return nn.utils.parameters_to_vector(model.parameters())


print("left out   off by (3 seeds)")
off = {}
for left_out in ("nothing", "optimizer", "scheduler", "generator"):
    distances = []
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
        distance = (run(**fresh) - whole).norm()
        distances.append(distance / (whole - halfway).norm())
    off[left_out] = torch.stack(distances)
    low, high = off[left_out].min(), off[left_out].max()
    print(f"{left_out:10} {low:.2f} to {high:.2f}")
assert off["nothing"].max() == 0 and off["generator"].min() > 0.2
assert off["optimizer"].min() > off["scheduler"].max()
assert off["scheduler"].min() > off["generator"].max()
# --8<-- [end:evidence]
