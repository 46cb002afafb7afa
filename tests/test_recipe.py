"""What cards of the recipe promise and one process cannot show."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import torch
from conftest import ROOT
from torch import nn

from cards.check.compare import same

SCALE = ROOT / "snippets/recipe/scale.py"
TRAINING = ROOT / "snippets/recipe/scale__training.py"
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
TORCHRUN += ["--nproc-per-node", "2"]

# what a reader runs, and then its weights are kept
SAVE = """\
import runpy
import torch

end = runpy.run_path({script!r})
torch.save(end["net"].state_dict(), f"{{end['rank']}}.pt")
"""


def test_each_rank_has_the_gradient_of_all_rows(tmp_path: Path) -> None:
    """The script of the card `scale` asserts it; the page shows what it prints."""
    (one,) = _printed([sys.executable, str(SCALE)], tmp_path)
    two = _printed([*TORCHRUN, str(SCALE)], tmp_path)
    gradient = one.removeprefix("32 rows, ")
    assert gradient.startswith("gradient 0.")
    # the ranks speak at once, and may do so in one line
    assert "".join(two) == f"16 rows, {gradient}" * 2
    page = (ROOT / "docs/recipe.md").read_text(encoding="utf-8")
    shown = page.split("torchrun --nproc-per-node 2 scale.py\n```\n\n", 1)[1]
    rank = f"16 rows, {gradient}\n"
    assert shown.startswith(f"``` text\n{rank}{rank}```\n")


def test_two_processes_train_what_one_does(tmp_path: Path) -> None:
    """The whole training of that card: what is printed, and each rank's weights."""
    script = tmp_path / "run.py"
    script.write_text(SAVE.format(script=str(TRAINING)))
    one = _printed([sys.executable, str(script)], tmp_path)
    alone = torch.load(tmp_path / "0.pt")
    two = _printed([*TORCHRUN, str(script)], tmp_path)
    assert same(one, two)  # and one rank speaks
    for rank in ("0", "1"):
        weights = torch.load(tmp_path / f"{rank}.pt")
        for name, weight in alone.items():
            assert torch.allclose(weight, weights[name], atol=1e-4)


def test_two_accumulated_batches_step_like_one_of_both() -> None:
    """The last batch of an epoch, which has no second one, steps by all of itself."""
    end = runpy.run_path(str(TRAINING))
    inputs, labels, sampler = end["X"], end["y"], end["sampler"]
    torch.manual_seed(0)
    train = torch.randperm(len(inputs))[:1197]  # the split comes before the weights
    net = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.2, momentum=0.9)
    for epoch in range(5):
        sampler.set_epoch(epoch)
        order = train[list(sampler)][: 37 * 32]
        for i in range(0, len(order), 64):  # 18 steps of 64 rows and one of 32
            rows = order[i : i + 64]
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(inputs[rows]), labels[rows])
            torch.autograd.backward(loss)
            optimizer.step()
    pairs = zip(end["net"].parameters(), net.parameters(), strict=True)
    assert all(torch.allclose(one, two, atol=1e-4) for one, two in pairs)


def _printed(command: list[str], folder: Path) -> list[str]:
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    ended = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=240
    )
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()  # torch 2.9 also tells of its peers
    return [line for line in lines if line and not line.startswith("[Gloo]")]
