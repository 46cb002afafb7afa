"""Labs: read as they are meant, run as one program, their failures told."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from conftest import ROOT, Run, Site

from cards.project import Project
from cards.read.model import Page
from cards.read.percent import read
from cards.read.source import SourceLine
from cards.show.serve import hold_places

PROJECT = Project.load(ROOT)
LABS = [page for page in PROJECT.pages if page.kind == "lab"]

HEAVIEST = 40 * 1024  # bytes of a lab's HTML, compressed

LAB = """\
# %% [markdown]
# # A lab
#
# It shows $x^2$, and [home](../index.md).

# %%
import matplotlib.pyplot as plt

squares = [i**2 for i in range(4)]
print("squares", squares)

# %% [markdown]
# ## A picture

# %%
plt.plot(squares)
plt.title("Squares")
plt.show()

# %% [markdown]
# ![Squares grow](../plots/labs/first.svg)

# %%
print("sum", sum(squares))
"""


@pytest.mark.parametrize("page", LABS, ids=lambda page: page.name)
def test_cells_are_those_that_jupyter_reads(page: Page) -> None:
    theirs = jupytext.read(page.file, fmt="py:percent")
    code = ["\n".join(b.lines) for p in page.programs for b in p.blocks]
    assert code == [c.source for c in theirs.cells if c.cell_type == "code"]
    prose = [c.source for c in theirs.cells if c.cell_type == "markdown"]
    ours = "\n".join(page.prose).split()
    assert ours == "\n".join(prose).split()


@pytest.mark.parametrize("page", LABS, ids=lambda page: page.name)
def test_a_lab_is_light(page: Page, built_site: Path) -> None:
    html = (built_site / page.name / "index.html").read_bytes()
    assert len(gzip.compress(html, mtime=0)) <= HEAVIEST


def test_a_lab_is_one_program_and_its_page_has_what_it_prints(site: Site) -> None:
    site.write("docs/labs/first.py", LAB)
    built = site.build()
    assert built.code == 0, built.text
    html = (site.root / "site/labs/first/index.html").read_text("utf-8")
    assert html.count('data-program="labs#first"') == 3
    assert "squares [0, 1, 4, 9]" in html
    order = ["squares [0", "A picture<a", 'alt="Squares', "sum 14"]
    assert sorted(map(html.index, order)) == [*map(html.index, order)]
    assert '<img alt="Squares grow"' in html
    assert "<msup>" in html
    assert "# %%" not in html
    figure = (site.root / "site/plots/labs/first.svg").read_text("utf-8")
    assert "prefers-color-scheme" in figure
    book = nbformat.read(site.root / "site/notebooks/labs/first.ipynb", as_version=4)
    assert [c.cell_type for c in book.cells] == [
        *("markdown", "code", "markdown", "code", "code")
    ]
    program = (site.root / "site/snippets/labs/first.py").read_text("utf-8")
    exec(program.replace("plt.show()", "plt.close()"), {})
    assert "A picture" in (site.root / "site/labs/first.md").read_text("utf-8")


def test_a_lab_is_run_once_and_again_when_it_or_a_package_changes(site: Site) -> None:
    site.write("docs/labs/first.py", LAB)
    assert "1 run" in site.check("labs/first").text
    assert "0 run, 1 stored" in site.check("labs/first").text
    site.write("docs/labs/first.py", LAB.replace("range(4)", "range(5)"))
    assert "1 run" in site.check("labs/first").text
    settings = (site.root / "pyproject.toml").read_text("utf-8")
    more = settings.replace('"numpy"]', '"numpy", "pytest"]')
    site.write("pyproject.toml", more)
    assert "1 run" in site.check("labs/first").text


@pytest.mark.parametrize("command", ["check", "build", "test"])
def test_a_cell_that_fails_is_told_by_file_line_and_trace(
    command: str, site: Site
) -> None:
    broken = LAB.replace("sum(squares)", "squares[9]")
    site.write("docs/labs/first.py", broken)
    run: Run = getattr(site, command)()
    assert run.code != 0
    line = broken.splitlines().index('print("sum", squares[9])') + 1
    assert f"docs/labs/first.py:{line} [first] IndexError: list index" in run.text
    assert f'File "docs/labs/first.py", line {line}' in run.text


FAULTS = {
    "before": (1, "a line before the first cell", ("# %% [m", "x = 1\n# %% [m")),
    "head": (6, "a cell begins with", ("# %%\nimport", "# %% plots\nimport")),
    "bare": (4, "a line of a Markdown cell", ("# It shows", "It shows")),
    "code": (4, "not run: give it a cell", ("# It shows", "# ``` python\n# It")),
    "untitled": (1, "begins with its title", ("# # A lab", "# ## A lab")),
    "twice": (1, "the one heading of level one", ("# ## A", "# # A")),
    "late": (1, "begins with its title", ("# %% [m", "# %%\nprint()\n# %% [m")),
    "empty": (15, "empty Python block", ("## A picture", "## B\n\n# %%\n")),
    "image": (21, "its figure is ../plots", ("labs/first.svg", "labs/x.svg")),
    "not drawn": (24, "never calls plt.show", ("plt.show()", "")),
    "link": (4, "broken link: ../none.md", ("../index.md", "../none.md")),
    "nan": (23, "prints nan", ("sum(squares)", "float('nan')")),
    "stderr": (24, "writes to stderr", ("plt\n", "plt, sys; sys.stderr.write('x')\n")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_lab_that_is_wrong_is_told(name: str, site: Site) -> None:
    line, what, (old, new) = FAULTS[name]
    site.write("docs/labs/first.py", LAB.replace(old, new, 1))
    run = site.check()
    assert run.code == 1
    found = re.findall(r"docs/labs/first\.py:(\d+) (.*)", run.text)
    assert any(int(n) == line and what in told for n, told in found), run.text


def test_every_line_knows_its_place() -> None:
    raw = [SourceLine(t, Path("a.py"), n) for n, t in enumerate(LAB.splitlines(), 1)]
    lines, faults = read(raw)
    assert not faults
    for line in lines:
        if line and not line.startswith("```"):
            assert raw[line.number - 1].endswith(line)


def test_the_place_of_a_figure_is_held_while_its_lab_runs(site: Site) -> None:
    site.write("docs/labs/first.py", LAB)
    project = Project.load(site.root)
    (lab,) = (page for page in project.pages if page.kind == "lab")
    hold_places(project, lab.cards[0])
    assert "running" in (project.plots / "labs/first.svg").read_text("utf-8")
