"""The plugin: found by MkDocs wherever it starts, and telling what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Site


def test_a_formula_that_cannot_be_converted_fails_the_build(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    text = (site.root / "docs/page.md").read_text()
    text = text.replace("**In practice.** Use", r"Now $\nosuchcommand{x}$. Use")
    site.write("docs/page.md", text.replace("Use it.", "\n\n**In practice.** x"))
    lines = (site.root / "docs/page.md").read_text().splitlines()
    number = next(i for i, line in enumerate(lines, 1) if "nosuch" in line)
    run = site.build()
    assert run.code != 0
    said = f"docs/page.md:{number} [one] formula cannot be converted: \\nosuchcommand"
    assert said in run.text


@pytest.mark.parametrize("elsewhere", [False, True], ids=["root", "elsewhere"])
def test_the_console_script_runs_programs_where_processes_start_by_spawn(
    site: Site, tmp_path_factory: pytest.TempPathFactory, elsewhere: bool
) -> None:
    """As on macOS and Windows: nothing is inherited, nothing is on a path by luck."""
    script = Path(sys.executable).with_name("mkdocs")
    assert script.exists(), "set up with `make`, which installs the engine, too"
    site.card("page", "one", "print(1)\n", "1")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    folder = tmp_path_factory.mktemp("elsewhere") if elsewhere else site.root
    config = os.path.relpath(site.root / "mkdocs.yml", folder)
    ended = subprocess.run(
        [str(script), "build", "--strict", "-f", config],
        cwd=folder,
        env=env | {"CARDS_START": "spawn"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    assert "page#one" in ended.stderr, "it ran, and was not stored"
    assert "Ran on" in (site.root / "site/page/index.html").read_text("utf-8")


def test_what_belongs_to_tools_is_not_published(site: Site) -> None:
    site.write("docs/labs/ruff.toml", "")
    site.write("docs/labs/.ipynb_checkpoints/lab-checkpoint.py", "print(1)\n")
    run = site.build()
    assert run.code == 0, run.text
    assert not (site.root / "site/labs").exists()
