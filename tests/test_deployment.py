"""What cards on deployment promise and one process cannot show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

SHARD = ROOT / "snippets/deployment/shard.py"


def test_two_processes_shard_what_one_trains_whole(tmp_path: Path) -> None:
    """The idea of the card `shard`: the same loss, half of Adam's state each."""
    idea = SHARD.read_text(encoding="utf-8").partition("# --8<-- [end:idea]")[0]
    script = tmp_path / "shard.py"
    script.write_text(idea, encoding="utf-8")
    torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    printed = []
    for launcher in ([], torchrun):
        ended = subprocess.run(
            [sys.executable, *launcher, str(script)],
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert ended.returncode == 0, ended.stderr
        # both ranks write to one stream, maybe to one line
        printed.append(re.findall(r"loss \S+, a rank's state \[[^]]*\]", ended.stdout))
    [whole], halves = printed
    assert whole.endswith("[64, 64]")
    assert halves == [whole.replace("[64, 64]", "[32, 64]")] * 2
