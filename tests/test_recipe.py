"""What cards of the recipe promise and one process cannot show."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import ROOT
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from cards.check.compare import same

SCALE = ROOT / "snippets/recipe/scale.py"


def test_two_processes_train_what_one_does(tmp_path: Path) -> None:
    """The script of the card `scale` asserts the averaged gradient on each rank."""
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    commands = {
        "one": [sys.executable, str(SCALE)],
        "two": [*torchrun, "--nproc-per-node", "2", str(SCALE)],
    }
    printed, weights = {}, {}
    for name, command in commands.items():
        folder = tmp_path / name
        folder.mkdir()
        env = os.environ | {"OMP_NUM_THREADS": "1"}
        ended = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, timeout=240
        )
        assert ended.returncode == 0, ended.stderr
        lines = ended.stdout.splitlines()  # torch 2.9 also tells of its peers
        printed[name] = [line for line in lines if not line.startswith("[Gloo]")]
        weights[name] = torch.load(folder / "model.pt")
    assert same(printed["one"], printed["two"])  # and one rank speaks
    for name, weight in weights["one"].items():
        assert torch.allclose(weight, weights["two"][name], atol=1e-4)


class NaN(nn.CrossEntropyLoss):
    """Not a number in validation, the real loss in training."""

    def forward(self, logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        loss = super().forward(logits, y)
        return loss if torch.is_grad_enabled() else loss * math.nan


def fit(file: Path, loss_fn: nn.Module) -> nn.Module:
    """The model after three epochs of the loop on the card `training-loop`."""
    program = (ROOT / "snippets/recipe/training_loop.py").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(program.partition("# --8<-- [end:loop]")[0], names)
    torch.manual_seed(0)
    x = torch.randn(60, 4)
    data = TensorDataset(x, (x.sum(dim=1) > 0).long())
    model = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 2))
    optimizer = torch.optim.AdamW(model.parameters())
    scheduler = torch.optim.lr_scheduler.ConstantLR(optimizer)
    loaders = DataLoader(data, 20, shuffle=True), DataLoader(data, 20)
    names["fit"](model, optimizer, scheduler, loss_fn, loaders, 3, 3, str(file))
    return model


def test_the_loop_ends_in_evaluation_mode_also_on_a_finished_file(
    tmp_path: Path,
) -> None:
    for _ in range(2):  # the second time there is nothing left to train
        assert not fit(tmp_path / "run.pt", nn.CrossEntropyLoss()).training


def test_the_loop_raises_at_a_validation_loss_of_nan(tmp_path: Path) -> None:
    with pytest.raises(FloatingPointError, match=r"^epoch 1: losses .*, nan"):
        fit(tmp_path / "run.pt", NaN())
    assert not list(tmp_path.iterdir())  # that epoch is not saved
