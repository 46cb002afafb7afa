"""How programs run: apart from each other, in any start method, as one would alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Site, run_program

DRAWS = """\
import matplotlib.pyplot as plt
import torch

torch.manual_seed(0)
x = torch.rand(3)
print(f"{x.sum().item():.4f}")
plt.plot(x)
plt.show()
"""


METHODS = pytest.mark.parametrize("method", ["forkserver", "spawn"])


@METHODS
def test_every_start_method_gives_the_same(site: Site, method: str) -> None:
    site.card("page", "draws", DRAWS, "1.3530", "plots/page/draws.svg")
    site.card("page", "raises", "1 / 0\n")
    run = site.check(CARDS_START=method)
    faults = [
        line for line in run.text.splitlines() if line.startswith(("docs", "snip"))
    ]
    assert faults == [
        "snippets/page/raises.py:1 [raises] ZeroDivisionError: division by zero",
    ]
    assert (site.root / "docs/plots/page/draws.svg").exists()


@METHODS
def test_a_program_that_hangs_is_stopped(method: str) -> None:
    program = "import time\n\ntime.sleep(99)\n"
    error = run_program(program, timeout=3, start=method).error
    assert error
    assert (error.kind, error.line, error.message) == (
        "time",
        3,
        "runs longer than 3 s",
    )
    assert "time.sleep(99)" in error.trace


def test_programs_know_nothing_of_each_other(torch_site: Site) -> None:
    """Names, modules, defaults and files of one are not there for the next."""
    leave = """\
import sys

import torch

torch.set_default_dtype(torch.float64)
sys.modules["left"] = sys
open("left.txt", "w").close()
left = 1
"""
    look = """\
import sys
from pathlib import Path

import torch

print(torch.get_default_dtype(), "left" in sys.modules)
print(Path("left.txt").exists(), "left" in globals())
"""
    for i in range(6):
        torch_site.card("page", f"leaves-{i}", leave)
        torch_site.card("page", f"looks-{i}", look, "torch.float32 False\nFalse False")
    run = torch_site.check()
    assert run.code == 0, run.text
    assert "Traceback" not in run.text, "a process was started as the pool closed"


def test_a_program_is_the_main_module() -> None:
    program = """\
import pickle
from dataclasses import dataclass


@dataclass
class Point:
    x: int


if __name__ == "__main__":
    print(pickle.loads(pickle.dumps(Point(1))))
"""
    assert run_program(program).printed == ["Point(x=1)\n"]


def test_worker_processes_of_a_loader_are_allowed() -> None:
    program = """\
import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
data = TensorDataset(torch.arange(8.0))
loader = DataLoader(data, batch_size=4, num_workers=1)
print(sum(batch.sum().item() for (batch,) in loader))
"""
    result = run_program(program)
    assert (result.printed, result.notes, result.error) == (["28.0\n"], [], None)


def test_what_the_engine_ran_runs_alone(site: Site, tmp_path: Path) -> None:
    """The same bytes, in an empty folder and a fresh interpreter."""
    site.card("page", "draws", DRAWS, "1.3530", "plots/page/draws.svg")
    assert site.check().code == 0
    alone = subprocess.run(
        [sys.executable, "-c", DRAWS],
        cwd=tmp_path,
        env={"MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
    )
    assert alone.stdout == "1.3530\n"


def test_an_expected_error_is_compared_by_its_message(site: Site) -> None:
    site.card(
        "page",
        "fails",
        'print("before")\nraise ValueError("no")\n',
        "before\nValueError: no",
    )
    page = (site.root / "docs/page.md").read_text()
    site.write(
        "docs/page.md",
        page.replace("``` python", "<!--pytest.mark.xfail-->\n``` python"),
    )
    run = site.check()
    assert run.code == 0, run.text
    site.write("snippets/page/fails.py", 'print("before")\nraise ValueError("yes")\n')
    run = site.check()
    assert run.code == 1
    assert "+ValueError: yes" in run.text


def test_outputs_may_stand_after_each_part(site: Site) -> None:
    site.write(
        "snippets/page/parts.py",
        "# --8<-- [start:a]\nprint(1)\n# --8<-- [end:a]\n"
        "# --8<-- [start:b]\nprint(2)\n# --8<-- [end:b]\n",
    )
    part = (
        '``` python\n--8<-- "page/parts.py:{}"\n```\n\n'
        "<!--pytest-codeblocks:expected-output-->\n``` text\n{}\n```\n\n"
    )
    body = "Yes.\n\n" + part.format("a", 1) + part.format("b", 2)
    end = "**In practice.** x\n\n**Source.** [a](https://a.org)\n"
    site.append("page", "\n## Parts? { #parts }\n\n" + body + end)
    assert site.check().code == 0
    page = (site.root / "docs/page.md").read_text()
    site.write("docs/page.md", page.replace("\n2\n", "\n3\n"))
    run = site.check()
    assert run.code == 1
    assert "docs/page.md:20 [parts] prints something else" in run.text


def test_under_xdist_one_process_runs_the_programs_of_a_page(site: Site) -> None:
    for page in ("p", "q"):
        for name in ("a", "b", "c"):
            site.card(page, name, f"print('{name}')\n", name)
    run = site.python(
        *("pytest", "docs", "-v", "-n", "2", "--dist", "loadscope"),
        *("-p", "no:cacheprovider"),
    )
    assert run.code == 0, run.text
    found = set(re.findall(r"\[(gw\d)\].* PASSED docs/([pq])\.md", run.text))
    assert sorted(page for _, page in found) == ["p", "q"], run.text
