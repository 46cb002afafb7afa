"""A small project of its own for each test that needs one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from cards.project import Project, Settings
from cards.run.job import Job, Result
from cards.run.pool import execute

pytest_plugins = ["browser"]

ROOT = Path(__file__).parents[1]
# tests that share what takes long to make, by how their names begin: all of a group
# by one process
SHARED = {
    "tests/test_record.py": "record",
    "tests/test_faults.py": "faults",
    "tests/test_prove.py": "prove",
    "tests/test_site.py": "the built site, read",
    "tests/test_publish.py": "the built site, read",
    "tests/test_ranges.py": "the built site, read",
    "tests/test_browser.py::test_copying": "copying",
}
ADDRESS = "https://example.org/site/"  # where the readers of the built site are

CARD = """
## {title}? {{ #{id} }}

The answer is short.

``` python
--8<-- "{page}/{file}.py"
```
{output}
**In practice.** Use it.

**Source.** [A paper](https://example.org/paper).
"""

SETTINGS = """
[tool.cards]
preload = {preload}
packages = ["torch", "matplotlib", "numpy"]
old_form = ["page", "p", "other", "draft"]
timeout = {timeout}

{tables}

[tool.pytest.ini_options]
addopts = "-p cards.pytest_plugin --codeblocks --strict-markers"
"""


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests go where there is room, those of a group in SHARED together.

    xdist's own `loadgroup` does not see its marks under pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

    class Scheduler(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            groups = (SHARED[name] for name in SHARED if nodeid.startswith(name))
            return next(groups, nodeid)

    return Scheduler(config, log)


def tables() -> str:
    """What the real site tells of generators and processors."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    found = re.search(r"(?ms)^\[\[tool\.cards\.generators.*?(?=^\[tool\.pytest)", text)
    assert found
    return found[0]


def heed_interrupts() -> None:
    """In a new process: Ctrl-C counts, though a shell's background ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass
class Run:
    """How a command ended, and all that it said."""

    code: int
    text: str


@dataclass
class Site:
    """A project in a folder of its own, with the real site's configuration."""

    root: Path

    def write(self, name: str, text: str) -> Path:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def card(
        self, page: str, id: str, program: str, printed: str = "", figure: str = ""
    ) -> None:
        """Add a card that is right in form, with a program of any kind."""
        stem = id.replace("-", "_")
        self.write(f"snippets/{page}/{stem}.py", program)
        output = "\n"
        if printed:
            marker = "<!--pytest-codeblocks:expected-output-->"
            output += f"{marker}\n``` text\n{printed}\n```\n\n"
        if figure:
            output += f"![A figure that says it]({figure})\n\n"
        text = CARD.format(title=id, id=id, page=page, file=stem, output=output)
        self.append(page, text)

    def append(self, page: str, text: str) -> None:
        file = self.root / "docs" / f"{page}.md"
        old = file.read_text("utf-8") if file.exists() else f"# {page}\n"
        self.write(f"docs/{page}.md", old + text)

    def python(self, *arguments: str, timeout: float = 300, **environment: str) -> Run:
        """Run a Python module in the project, as a user would."""
        env = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
        ended = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.root,
            env=env | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=timeout,
        )
        return Run(ended.returncode, ended.stdout)

    def check(self, *names: str, **environment: str) -> Run:
        return self.python("cards", "check", *names, timeout=300, **environment)

    def build(self) -> Run:
        return self.python("mkdocs", "build", "--strict")

    def test(self) -> Run:
        return self.python(
            "pytest", "docs", "-q", "--no-header", "-p", "no:cacheprovider"
        )


def configuration() -> str:
    """The real site's, for a project elsewhere that has other pages."""
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"(?ms)^nav:.*?(?=^theme:)", "", config)
    for name in ("cards/show/hook.py", "cards/show/theme"):
        config = config.replace(name, (ROOT / name).as_posix())
    return config


def copy_project(root: Path) -> None:
    """The real site's pages and programs, to be changed elsewhere."""
    for part in ("docs", "snippets"):
        shutil.copytree(ROOT / part, root / part)
    for part in ("README.md", "LICENSE"):
        shutil.copy(ROOT / part, root / part)
    # changed programs have no proof, and the copy asks for none
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    settings = re.sub(r"(?m)^(proof|versions) = .*\n", "", settings)
    (root / "pyproject.toml").write_text(settings, "utf-8")
    (root / "mkdocs.yml").write_text(configuration(), "utf-8")


def make_site(root: Path, timeout: float = 60, torch: bool = False) -> Site:
    """With `torch` it is there before programs start, which costs each command 2 s."""
    site = Site(root)
    preload = ["torch", "torch._dynamo"] if torch else []
    preload.append("matplotlib.pyplot")
    settings = SETTINGS.format(preload=preload, timeout=timeout, tables=tables())
    site.write("pyproject.toml", settings)
    site.write("mkdocs.yml", configuration())
    site.write("docs/index.md", "---\ncards: false\n---\n# Home\n")
    site.write("docs/assets/cards.css", "")
    (root / "snippets").mkdir()
    return site


def run_programs(
    programs: dict[str, str], timeout: float = 60, start: str = "", **more: object
) -> dict[str, Result]:
    """Results by name, of programs of no page; in this process's own pool."""
    known = Project.load(ROOT).settings
    settings = Settings(start=start, generators=known.generators)
    names = {}
    for name, text in programs.items():
        numbers = tuple(range(1, len(text.splitlines()) + 1))
        parts, memory = (0,), settings.memory
        job = Job(name, text, numbers, parts, timeout, memory, settings.generators)
        names[replace(job, **more)] = name  # type: ignore[arg-type]
    return {names[job]: result for job, result in execute(list(names), settings)}


def run_program(text: str, timeout: float = 60, **more: object) -> Result:
    (result,) = run_programs({"program.py": text}, timeout, **more).values()  # type: ignore[arg-type]
    return result


@pytest.fixture
def torch_site(tmp_path: Path) -> Site:
    return make_site(tmp_path, torch=True)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return make_site(tmp_path)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as readers of ADDRESS get it, built strictly, once a run.

    With pytest-xdist one of the processes builds it, and the others wait.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, log = shared / "built" / "site", shared / "built.log"
    with FileLock(shared / "built.lock"):
        if not log.exists():
            with pytest.MonkeyPatch.context() as patch:
                for name in ("REPO_URL", "EDIT_URI"):
                    patch.delenv(name, raising=False)
                command = ("mkdocs", "build", "--strict", "-d", str(folder))
                run = Site(ROOT).python(*command, timeout=3600, SITE_URL=ADDRESS)
            log.write_text("" if run.code == 0 else run.text, encoding="utf-8")
    failed = log.read_text("utf-8")
    assert not failed, failed
    return folder
