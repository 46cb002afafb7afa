"""What the card `recipe#training-loop` promises to whoever pastes it."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import ROOT
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

PROGRAM = (ROOT / "snippets/recipe/training_loop.py").read_text(encoding="utf-8")
LOOP = PROGRAM.partition("# --8<-- [end:idea]")[0]
NAMES: dict[str, Any] = {}
exec(LOOP, NAMES)
fit, evaluate = NAMES["fit"], NAMES["evaluate"]
train_one_epoch = NAMES["train_one_epoch"]

torch.manual_seed(0)
X = torch.randn(70, 4)
Y = (X.sum(dim=1) > 0).long()
TRAIN, VAL = TensorDataset(X[:50], Y[:50]), TensorDataset(X[50:], Y[50:])


def accuracy(logits: Tensor, y: Tensor) -> Tensor:
    return (logits.argmax(dim=1) == y).float().mean()


def run(
    loss_fn: Any = None, *, lr: float = 0.01, batch: int = 20, **options: Any
) -> tuple[nn.Sequential, list[dict[str, float]]]:
    """A small network after `fit` (its own epochs unless given), and the history."""
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    loaders = DataLoader(TRAIN, batch, shuffle=True), DataLoader(VAL, 8)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 100)
    options = {"epochs": 4, "scheduler": schedule} | options
    loss_fn = loss_fn or nn.CrossEntropyLoss()
    return model, fit(model, optimizer, loss_fn, *loaders, **options)


def equal(one: nn.Module, two: nn.Module) -> bool:
    pairs = zip(one.state_dict().values(), two.state_dict().values(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


class Scripted(nn.CrossEntropyLoss):
    """In validation the losses that are given, by epoch; in training the real one."""

    def __init__(self, *losses: float) -> None:
        super().__init__()
        self.losses = list(losses)

    def forward(self, logits: Tensor, y: Tensor) -> Tensor:
        if torch.is_grad_enabled():
            return super().forward(logits, y)
        return torch.tensor(self.losses.pop(0))


KILLED = """
import os, signal, sys
import test_training_loop as loop
calls = []
class Kill(loop.nn.CrossEntropyLoss):
    def forward(self, logits, y):
        calls.append(0)
        if len(calls) == 10:  # in the third epoch
            os._exit(9) if os.name == "nt" else os.kill(os.getpid(), signal.SIGKILL)
        return super().forward(logits, y)
loop.run(Kill(), checkpoint=sys.argv[1])
"""


def test_a_killed_run_goes_on_to_the_same_bits(tmp_path: Path) -> None:
    file = tmp_path / "run.pt"
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT)])}
    command = [sys.executable, "-c", KILLED, str(file)]
    ended = subprocess.run(command, env=env, timeout=240)
    assert ended.returncode == (9 if os.name == "nt" else -signal.SIGKILL)
    assert len(torch.load(file, weights_only=True)["history"]) == 2
    resumed, history = run(checkpoint=file, resume=True)
    whole, expected = run()
    assert history == expected
    assert equal(resumed, whole)


def test_a_generator_of_the_loader_goes_on_too(tmp_path: Path) -> None:
    def part(epochs: int, file: Path, seed: int) -> tuple[nn.Module, Any]:
        torch.manual_seed(1)
        model = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))
        optimizer = torch.optim.AdamW(model.parameters())
        own = torch.Generator().manual_seed(seed)
        loaders = DataLoader(TRAIN, 20, shuffle=True, generator=own), DataLoader(VAL)
        options = {"epochs": epochs, "checkpoint": file, "resume": True}
        return model, fit(model, optimizer, nn.CrossEntropyLoss(), *loaders, **options)

    part(2, tmp_path / "cut.pt", 0)
    resumed, history = part(4, tmp_path / "cut.pt", 99)  # its seed is overwritten
    whole, expected = part(4, tmp_path / "whole.pt", 0)
    assert history == expected
    assert equal(resumed, whole)


def test_the_best_weights_are_put_back_and_measured_on_the_whole_set() -> None:
    model, history = run(epochs=8, lr=0.3, metrics={"accuracy": accuracy})
    best = min(history, key=lambda row: row["val_loss"])
    assert not model.training
    logits = model(X[50:])
    loss = nn.functional.cross_entropy(logits, Y[50:]).item()
    assert best != history[-1]
    assert math.isclose(loss, best["val_loss"], rel_tol=1e-5)
    assert accuracy(logits, Y[50:]).item() == best["val_accuracy"]


def test_a_metric_sees_all_rows_at_once() -> None:
    """A median of medians, as a mean over batches would be, is another number."""
    model, loader = nn.Identity(), DataLoader(TensorDataset(X, Y), 8)
    model.register_parameter("unused", nn.Parameter(torch.zeros(1)))
    found = evaluate(model, loader, {"median": lambda rows, _: rows.median()})
    assert found == {"median": X.median().item()}


def test_the_training_loss_counts_rows_not_batches() -> None:
    torch.manual_seed(0)
    model = nn.Linear(4, 2)
    still = torch.optim.SGD(model.parameters(), lr=0.0)
    loss_fn = nn.CrossEntropyLoss()
    loss = train_one_epoch(model, still, loss_fn, DataLoader(TRAIN, 20))  # 20, 20, 10
    assert math.isclose(loss, loss_fn(model(X[:50]), Y[:50]).item(), rel_tol=1e-5)


def test_clipping_bounds_the_step() -> None:
    torch.manual_seed(0)
    model = nn.Linear(4, 2)
    before = torch.cat([p.detach().flatten() for p in model.parameters()])
    step = torch.optim.SGD(model.parameters(), lr=1.0)
    loader = DataLoader(TRAIN, 50)
    train_one_epoch(model, step, nn.CrossEntropyLoss(), loader, clip=0.01)
    after = torch.cat([p.detach().flatten() for p in model.parameters()])
    assert math.isclose((after - before).norm().item(), 0.01, rel_tol=1e-3)


def test_accumulated_batches_make_the_step_of_one_large_batch() -> None:
    weights = []
    for batch, accumulate in ((50, 1), (10, 5), (10, 8)):  # 8: the last step has 5
        torch.manual_seed(0)
        model = nn.Linear(4, 2)
        step = torch.optim.SGD(model.parameters(), lr=1.0)
        schedule = torch.optim.lr_scheduler.ConstantLR(step)
        options = {"scheduler": schedule, "accumulate": accumulate}
        loader = DataLoader(TRAIN, batch)
        train_one_epoch(model, step, nn.CrossEntropyLoss(), loader, **options)
        assert schedule.last_epoch == 1  # one step of the optimizer, one of the rate
        weights.append(model.weight.detach())
    assert torch.allclose(weights[0], weights[1], atol=1e-6)
    assert torch.allclose(weights[0], weights[2], atol=1e-6)


def test_autocast_computes_in_its_type_and_keeps_the_weights() -> None:
    seen = []

    def loss_fn(logits: Tensor, y: Tensor) -> Tensor:
        seen.append(logits.dtype)
        return nn.functional.cross_entropy(logits.float(), y)

    model, history = run(loss_fn, autocast=torch.bfloat16)
    assert torch.bfloat16 in seen
    assert torch.float32 in seen  # evaluation, after all batches
    assert all(p.dtype == torch.float32 for p in model.parameters())
    assert all(math.isfinite(row["val_loss"]) for row in history)


def test_patience_counts_epochs_without_a_lower_loss() -> None:
    losses = Scripted(3.0, 2.0, 2.0, 2.5, 1.0, 1.0)
    _, history = run(losses, epochs=6, patience=2)
    assert [row["val_loss"] for row in history] == [3.0, 2.0, 2.0, 2.5]
    _, history = run(Scripted(3.0, 2.0, 2.5, 1.0), epochs=4)
    assert len(history) == 4  # none asked for


def test_a_stopped_run_that_is_resumed_stays_stopped(tmp_path: Path) -> None:
    file = tmp_path / "run.pt"
    options: dict[str, Any] = {"checkpoint": file, "patience": 1, "resume": True}
    first, before = run(Scripted(1.0, 2.0), **options)
    again, history = run(Scripted(), **options)
    assert history == before
    assert equal(first, again)
    assert not again.training


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_validation_loss_that_is_not_finite_stops(
    tmp_path: Path, value: float
) -> None:
    with pytest.raises(FloatingPointError, match=rf"^epoch 1: validation loss {value}"):
        run(Scripted(value), checkpoint=tmp_path / "run.pt")
    assert not list(tmp_path.iterdir())  # that epoch is not saved


def test_a_training_loss_that_is_not_finite_names_epoch_and_batch(
    tmp_path: Path,
) -> None:
    calls = []

    def loss_fn(logits: Tensor, y: Tensor) -> Tensor:
        calls.append(0)
        loss = nn.functional.cross_entropy(logits, y)
        return loss * math.nan if len(calls) == 6 else loss  # 3 + 1 an epoch

    message = "^epoch 2, batch 2 of 3: training loss nan"
    with pytest.raises(FloatingPointError, match=message):
        run(loss_fn, checkpoint=tmp_path / "run.pt")
    saved = torch.load(tmp_path / "run.pt", weights_only=True)
    assert len(saved["history"]) == 1
    assert all(value.isfinite().all() for value in saved["model"].values())


def test_a_checkpoint_is_resumed_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "run.pt"
    run(epochs=1, checkpoint=file)
    before = file.read_bytes()
    with pytest.raises(FileExistsError, match=r"run\.pt exists: .*resume=True"):
        run(checkpoint=file)
    assert file.read_bytes() == before
    fresh = tmp_path / "none.pt"  # a job that restarts may always ask
    _, history = run(checkpoint=fresh, resume=True)
    assert len(history) == 4


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"lr": 0.1}, r"lr of group 0 was 0\.01, is 0\.1; "),
        ({"clip": 1.0}, "clip was None, is 1.0"),
        ({"batch": 10}, "batch_size was 20, is 10"),
        ({"accumulate": 2}, "accumulate was 1, is 2"),
        ({"autocast": torch.bfloat16}, "autocast was None, is torch.bfloat16"),
        ({"scheduler": None}, "scheduler was CosineAnnealingLR, is NoneType"),
    ],
)
def test_other_settings_are_refused(
    tmp_path: Path, changed: dict[str, Any], told: str
) -> None:
    file = tmp_path / "run.pt"
    run(epochs=1, checkpoint=file)
    with pytest.raises(ValueError, match=rf"run\.pt: .*{told}"):
        run(checkpoint=file, resume=True, **changed)


def test_a_crash_while_saving_leaves_the_last_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "run.pt"
    run(epochs=1, checkpoint=file)

    def full(state: Any, name: str) -> None:
        Path(name).write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(OSError, match="No space"):
        run(checkpoint=file, resume=True)
    assert len(torch.load(file, weights_only=True)["history"]) == 1


def binary(x: Tensor) -> tuple[nn.Module, Tensor, nn.Module, Any]:
    """One logit a row."""
    model = nn.Sequential(nn.Linear(4, 1), nn.Flatten(0))
    y = (x.sum(dim=1) > 0).float()
    return model, y, nn.BCEWithLogitsLoss(), lambda o, y: ((o > 0) == y).float().mean()


def segmentation(x: Tensor) -> tuple[nn.Module, Tensor, nn.Module, Any]:
    """A class for each pixel of a 2 × 2 image."""
    model = nn.Sequential(nn.Unflatten(1, (1, 2, 2)), nn.Conv2d(1, 3, 1))
    y = (x.view(-1, 2, 2) > 0).long()
    return model, y, nn.CrossEntropyLoss(), accuracy


def regression(x: Tensor) -> tuple[nn.Module, Tensor, nn.Module, Any]:
    model = nn.Linear(4, 1)
    return model, x[:, :1], nn.MSELoss(), lambda o, y: (o - y).abs().max()


@pytest.mark.parametrize("task", [binary, segmentation, regression])
def test_any_task(task: Any) -> None:
    torch.manual_seed(0)
    model, y, loss_fn, metric = task(X)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.05)
    data = TensorDataset(X, y)
    loaders = DataLoader(data, 16, shuffle=True), DataLoader(data, 16)
    options = {"epochs": 5, "metrics": {"score": metric}}
    history = fit(model, optimizer, loss_fn, *loaders, **options)
    assert history[-1]["val_loss"] < history[0]["val_loss"]
    assert history[-1]["val_score"] == metric(model(X), y).item()


def test_the_model_moves_to_the_device() -> None:
    """The only device that every machine has beside its own memory holds no data."""
    model = nn.Linear(4, 2)
    optimizer = torch.optim.SGD(model.parameters())
    loader = DataLoader(TRAIN, 20)
    with pytest.raises(RuntimeError):
        fit(model, optimizer, nn.MSELoss(), loader, loader, epochs=1, device="meta")
    assert model.weight.is_meta


@pytest.mark.parametrize("name", ["cuda:0", "cuda:1", "mps:0"])
def test_a_devices_generator_is_saved_and_put_back(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stands for the device's module, as no such device is at hand.

    Without an argument CUDA's functions take the current GPU's generator, which need
    not be the one that trains. Those of mps take none, as there is one such device.
    """
    device = torch.device(name)
    current = torch.device(device.type, 0)
    zero, one = current, torch.device(device.type, 1)
    states = {zero: torch.arange(3), one: torch.arange(3, 6)}

    class Module:
        @staticmethod
        def get_rng_state(*which: torch.device) -> Tensor:
            assert device.type == "cuda" or not which
            return states[which[0] if which else current]

        @staticmethod
        def set_rng_state(state: Tensor, *which: torch.device) -> None:
            assert device.type == "cuda" or not which
            states[which[0] if which else current] = state

    asked = []

    def find(device: torch.device) -> type[Module]:
        asked.append(device)
        return Module

    monkeypatch.setattr(torch, "get_device_module", find)
    loader = DataLoader(TRAIN, 20)
    before = dict(states)
    saved = NAMES["random_states"](loader, device)
    other = one if device == zero else zero
    states[device] = torch.zeros(3)
    before[other] = states[other] = torch.ones(3)  # another run's, not ours to touch
    draw = torch.rand(2)
    NAMES["set_random_states"](saved, loader, device)
    assert all(torch.equal(states[key], before[key]) for key in states)
    assert asked == [device, device]
    assert torch.equal(torch.rand(2), draw)
    NAMES["set_random_states"](saved, loader, torch.device("cpu"))  # moved: no error
