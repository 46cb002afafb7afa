"""What cards of the recipe promise and one process cannot show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import torch
from conftest import ROOT

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
