# --8<-- [start:loop]
import math
import os
import sys
from copy import deepcopy
from tempfile import TemporaryDirectory

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim import AdamW, Optimizer, lr_scheduler
from torch.utils.data import DataLoader, TensorDataset
from tqdm import tqdm


def fit(
    model: nn.Module,
    optimizer: Optimizer,
    scheduler: lr_scheduler.LRScheduler,
    loss_fn: nn.Module,
    loaders: tuple[DataLoader, DataLoader],
    epochs: int,
    patience: int,
    file: str,
    max_norm: float = 1.0,
) -> list[list[float]]:
    """Train a classifier; put back the weights of its best epoch.

    `loaders`: training, validation. Stops after `patience` epochs with
    no lower validation loss. If `file` exists, goes on where it ends.
    Leaves the model in evaluation mode. FloatingPointError if the loss
    of an epoch is not finite; `file` then ends with the epoch before.
    Returns by epoch [loss, accuracy, val_loss, val_accuracy].
    """
    parts = model, optimizer, scheduler
    own = loaders[0].generator or torch.default_generator
    params = list(model.parameters())
    device = params[0].device
    history, best, best_loss, waited = [], {}, math.inf, 0
    if os.path.exists(file):
        state = torch.load(file, map_location="cpu", weights_only=True)
        for part, saved in zip(parts, state["parts"], strict=True):
            part.load_state_dict(saved)
        history, best, best_loss, waited = state["progress"]
        torch.set_rng_state(state["rng"][0])
        own.set_state(state["rng"][1])
        torch.cuda.set_rng_state_all(state["cuda"])  # no GPU: []
    bar = tqdm(total=epochs, file=sys.stdout, disable=None)
    while len(history) < epochs and waited < patience:
        row = []
        for loader in loaders:
            model.train(loader is loaders[0])  # dropout, batch norm
            n, sums = 0, torch.zeros(2, device=device)
            with torch.set_grad_enabled(model.training):
                for X, y in loader:
                    X, y = X.to(device), y.to(device)
                    logits = model(X)  # (batch, classes)
                    loss = loss_fn(logits, y)  # a mean over the batch
                    if model.training:
                        optimizer.zero_grad()
                        loss.backward()
                        nn.utils.clip_grad_norm_(params, max_norm)
                        optimizer.step()
                        scheduler.step()  # after it, once a batch
                    right = (logits.argmax(1) == y).sum()
                    sums += torch.stack([loss.detach() * len(y), right])
                    n += len(y)  # the last batch may be smaller
            row += (sums / n).tolist()
        losses = row[0], row[2]  # training, validation
        if not all(map(math.isfinite, losses)):
            epoch = len(history) + 1
            raise FloatingPointError(f"epoch {epoch}: losses {losses}")
        waited += 1
        if row[2] < best_loss:
            best, best_loss = deepcopy(model.state_dict()), row[2]
            waited = 0
        history.append(row)
        bar.set_postfix(val_loss=row[2], val_accuracy=row[3])
        bar.update(len(history) - bar.n)
        state = {"parts": [part.state_dict() for part in parts]}
        state["progress"] = [history, best, best_loss, waited]
        state["rng"] = [torch.get_rng_state(), own.get_state()]
        state["cuda"] = torch.cuda.get_rng_state_all()
        torch.save(state, file + ".new")
        os.replace(file + ".new", file)  # a crash leaves the old one
    model.load_state_dict(best)
    model.eval()  # also where the file was finished before
    return history


# --8<-- [end:loop]
# --8<-- [start:digits]
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices
data = [TensorDataset(X[rows], y[rows]) for rows in (train, val)]
loss_fn, runs = nn.CrossEntropyLoss(), []
with TemporaryDirectory() as folder:
    for name, epochs in (("one", 60), ("two", 3), ("two", 60)):
        torch.manual_seed(0)  # the weights, and dropout
        model = nn.Sequential(nn.Linear(64, 128), nn.ReLU())
        model.extend([nn.Dropout(0.5), nn.Linear(128, 10)])
        optimizer = AdamW(model.parameters(), lr=0.01)
        scheduler = lr_scheduler.CosineAnnealingLR(optimizer, 60 * 19)
        own = torch.Generator().manual_seed(0)  # the batches
        batches = DataLoader(data[0], 64, shuffle=True, generator=own)
        loaders = batches, DataLoader(data[1], 64)
        parts = model, optimizer, scheduler, loss_fn, loaders
        history = fit(*parts, epochs, 3, f"{folder}/{name}.pt", 0.1)
        runs.append([history, *model.state_dict().values()])
straight, cut, resumed = runs
assert straight[0][:3] == cut[0] and straight[0] == resumed[0]
assert all(map(torch.equal, straight[1:], resumed[1:]))
print("the same seed, the same bits; also after an interruption")
losses = [row[2] for row in history]
best = losses.index(min(losses))
assert len(losses) == best + 4 < 60  # three epochs without a lower one
assert scheduler.last_epoch == 19 * len(losses)  # once a batch
norms = torch.stack([param.grad.norm() for param in model.parameters()])
assert norms.norm() < 0.1001  # the last step was clipped
logits = model(X[val])  # of all rows, by the weights put back
right = (logits.argmax(1) == y[val]).float().mean()
whole = torch.stack([loss_fn(logits, y[val]), right])
assert torch.allclose(whole, torch.tensor(history[best][2:]))
print(f"validation: loss {whole[0]:.2f}, accuracy {whole[1]:.2f}")
# --8<-- [end:digits]
