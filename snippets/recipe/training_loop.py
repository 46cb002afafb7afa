# --8<-- [start:idea]
import math
import os
from collections.abc import Callable
from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler
from torch.utils.data import DataLoader

# of the outputs and targets of all rows, such as an accuracy
Metric = Callable[[Tensor, Tensor], Tensor]


def train_one_epoch(
    model: nn.Module,
    optimizer: Optimizer,
    loss_fn: Metric,
    loader: DataLoader,
    *,
    scheduler: LRScheduler | None = None,
    clip: float | None = None,
    accumulate: int = 1,
    autocast: torch.dtype | None = None,
) -> float:
    """Return the mean loss of the rows, taken while they train.

    FloatingPointError: a loss is not finite; its step is not made.
    """
    device = next(model.parameters()).device
    mixed = torch.autocast(device.type, autocast, autocast is not None)
    model.train()  # dropout on, batch norm by the batch
    optimizer.zero_grad()
    total, rows = 0.0, 0
    for i, (x, y) in enumerate(loader):
        x = x.to(device, non_blocking=True)
        y = y.to(device, non_blocking=True)
        with mixed:
            loss = loss_fn(model(x), y)  # a mean over the batch
        value = loss.item()
        if not math.isfinite(value):
            where = f"batch {i + 1} of {len(loader)}"
            raise FloatingPointError(f"{where}: training loss {value}")
        first = i - i % accumulate  # of the batches of this step
        (loss / min(accumulate, len(loader) - first)).backward()
        if (i + 1) % accumulate == 0 or i + 1 == len(loader):
            if clip is not None:
                nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            optimizer.zero_grad()
            if scheduler is not None:
                scheduler.step()  # once a step, not once an epoch
        total += value * len(x)  # the last batch may be smaller
        rows += len(x)
    return total / rows


@torch.no_grad()
def evaluate(
    model: nn.Module,
    loader: DataLoader,
    metrics: dict[str, Metric],
    autocast: torch.dtype | None = None,
) -> dict[str, float]:
    """Return each metric of all rows at once; sets evaluation mode."""
    device = next(model.parameters()).device
    model.eval()
    mixed = torch.autocast(device.type, autocast, autocast is not None)
    outputs, targets = [], []
    for x, y in loader:
        with mixed:
            outputs.append(model(x.to(device)).float())
        targets.append(y.to(device))
    rows = torch.cat(outputs), torch.cat(targets)
    return {name: float(f(*rows)) for name, f in metrics.items()}


def random_states(loader: DataLoader, device: torch.device) -> dict:
    """Return the states of the generators that training draws from."""
    states = {"cpu": torch.get_rng_state()}
    if device.type != "cpu":  # "cuda", "mps", ...
        module = torch.get_device_module(device)
        args = [] if device.type == "mps" else [device]  # which GPU
        states[device.type] = module.get_rng_state(*args)
    if loader.generator is not None:
        states["loader"] = loader.generator.get_state()
    return states


def set_random_states(
    states: dict, loader: DataLoader, device: torch.device
) -> None:
    """Put back what `random_states` returned."""
    torch.set_rng_state(states["cpu"])
    if device.type in states and device.type != "cpu":
        module = torch.get_device_module(device)
        args = [] if device.type == "mps" else [device]
        module.set_rng_state(states[device.type], *args)
    if loader.generator is not None and "loader" in states:
        loader.generator.set_state(states["loader"])


def describe(
    optimizer: Optimizer, scheduler: LRScheduler | None, **more: object
) -> dict[str, str]:
    """Return the settings that a resumed run has to share."""
    settings = {"optimizer": type(optimizer).__name__} | more
    for i, group in enumerate(optimizer.param_groups):
        for name, value in group.items():
            if name != "params":
                settings[f"{name} of group {i}"] = value
    settings["scheduler"] = type(scheduler).__name__
    if scheduler is not None:
        settings |= scheduler.state_dict()
    return {name: str(value) for name, value in settings.items()}


def fit(
    model: nn.Module,
    optimizer: Optimizer,
    loss_fn: Metric,
    train_loader: DataLoader,
    val_loader: DataLoader,
    *,
    epochs: int,
    metrics: dict[str, Metric] | None = None,
    scheduler: LRScheduler | None = None,
    device: torch.device | str | None = None,
    clip: float | None = None,
    patience: int | None = None,
    accumulate: int = 1,
    autocast: torch.dtype | None = None,
    checkpoint: str | os.PathLike | None = None,
    resume: bool = False,
) -> list[dict[str, float]]:
    """Train, and put back the weights of the best epoch.

    metrics: evaluated on all validation rows, beside the loss.
    scheduler: makes one step each time the optimizer makes one.
    device: where to train; by default where the model is.
    clip: the largest norm of the gradient.
    patience: stop after so many epochs without a lower val_loss.
    accumulate: so many batches for one step of the optimizer.
    autocast: torch.bfloat16 for mixed precision.
    checkpoint: a file to write after each epoch.
    resume: go on from that file, if there is one.

    Returns train_loss, val_loss, and val_ of each metric by epoch;
    leaves the model in evaluation mode. Raises FloatingPointError at
    a loss that is not finite, FileExistsError for a checkpoint that
    was not asked to be resumed, ValueError if the settings differ.
    """
    if device is not None:
        model.to(device)
    device = next(model.parameters()).device
    how = {"accumulate": accumulate, "autocast": autocast, "clip": clip}
    settings = describe(
        optimizer, scheduler, batch_size=train_loader.batch_size, **how
    )
    parts = {"model": model, "optimizer": optimizer}
    if scheduler is not None:
        parts["scheduler"] = scheduler
    history = []
    best = {"epoch": 0, "val_loss": math.inf, "model": None}

    if checkpoint is not None and os.path.exists(checkpoint):
        if not resume:
            told = f"{checkpoint} exists: go on with resume=True"
            raise FileExistsError(told)
        saved = torch.load(checkpoint, "cpu", weights_only=True)
        before = saved["settings"]
        other = [
            f"{name} was {before.get(name)}, is {settings.get(name)}"
            for name in before | settings
            if before.get(name) != settings.get(name)
        ]
        if other:
            raise ValueError(f"{checkpoint}: {'; '.join(other)}")
        for name, part in parts.items():
            part.load_state_dict(saved[name])
        history, best = saved["history"], saved["best"]
        set_random_states(saved["random"], train_loader, device)

    while len(history) < epochs:
        epoch = len(history) + 1
        waited = len(history) - best["epoch"]
        if patience is not None and waited >= patience:
            break
        try:
            train_loss = train_one_epoch(
                model,
                optimizer,
                loss_fn,
                train_loader,
                scheduler=scheduler,
                **how,
            )
        except FloatingPointError as error:
            told = f"epoch {epoch}, {error}"
            raise FloatingPointError(told) from None
        measured = {"loss": loss_fn, **(metrics or {})}
        val = evaluate(model, val_loader, measured, autocast)
        if not math.isfinite(val["loss"]):
            told = f"validation loss {val['loss']}"
            raise FloatingPointError(f"epoch {epoch}: {told}")
        row = {f"val_{name}": value for name, value in val.items()}
        history.append({"train_loss": train_loss, **row})
        if val["loss"] < best["val_loss"]:
            best = {"epoch": epoch, "val_loss": val["loss"]}
            best["model"] = deepcopy(model.state_dict())
        if checkpoint is not None:
            state = {name: p.state_dict() for name, p in parts.items()}
            state |= {"history": history, "best": best}
            state["random"] = random_states(train_loader, device)
            state["settings"] = settings
            torch.save(state, f"{checkpoint}.new")
            os.replace(f"{checkpoint}.new", checkpoint)  # whole or not

    if best["model"] is not None:
        model.load_state_dict(best["model"])
    model.eval()
    return history


# --8<-- [end:idea]
# --8<-- [start:digits]
from sklearn.datasets import load_digits
from torch.utils.data import TensorDataset, random_split

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
split = torch.Generator().manual_seed(0)
train, val = random_split(TensorDataset(X, y), [1437, 360], split)


def accuracy(logits, y):
    return (logits.argmax(dim=1) == y).float().mean()


def run(lr=0.01, **options):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(64, 128), nn.ReLU())
    model.extend([nn.Dropout(0.5), nn.Linear(128, 10)])
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    train_loader = DataLoader(train, batch_size=64, shuffle=True)
    history = fit(
        model,
        optimizer,
        nn.CrossEntropyLoss(),
        train_loader,
        DataLoader(val, batch_size=256),
        metrics={"accuracy": accuracy},
        scheduler=torch.optim.lr_scheduler.CosineAnnealingLR(
            optimizer, T_max=20 * len(train_loader)
        ),
        clip=1.0,
        **options,
    )
    return model, history


model, history = run(epochs=20, patience=5)
best = min(history, key=lambda row: row["val_loss"])
print(f"best of {len(history)} epochs: {history.index(best) + 1}")
for name, value in best.items():
    print(f"{name:12} {value:.3f}")
# --8<-- [end:digits]
# --8<-- [start:evidence]
from tempfile import TemporaryDirectory

# the weights put back are the best epoch's, measured on all rows
logits = model(X[val.indices])
loss = nn.functional.cross_entropy(logits, y[val.indices])
assert math.isclose(loss.item(), best["val_loss"], rel_tol=1e-5)
assert accuracy(logits, y[val.indices]).item() == best["val_accuracy"]
assert best["val_accuracy"] > 0.9

with TemporaryDirectory() as folder:
    file = os.path.join(folder, "run.pt")
    run(epochs=3, checkpoint=file)  # cut off after three epochs
    again = dict(epochs=20, patience=5, checkpoint=file)
    resumed, whole = run(**again, resume=True)
    assert whole == history
    both = zip(resumed.parameters(), model.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in both)
    print("cut after 3 epochs and resumed: the same bits")
    for changed in (dict(resume=False), dict(resume=True, lr=0.1)):
        try:
            run(**again, **changed)
        except (FileExistsError, ValueError) as error:
            told = str(error).replace(folder + os.sep, "")
            print(f"{type(error).__name__}: {told}")
    try:
        run(epochs=3, lr=1e30)
    except FloatingPointError as error:
        print(f"FloatingPointError: {error}")
# --8<-- [end:evidence]
