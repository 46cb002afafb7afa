"""Every page and lab as a notebook: valid, and run in a kernel of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, Site

from cards.check.compare import same
from cards.project import Project
from cards.read.model import Page
from cards.run.pool import ONE_THREAD
from cards.show.notebook import FAILS, colab, has_one, path

PROJECT = Project.load(ROOT)
PAGES = {page.name: page for page in PROJECT.pages if has_one(page)}


@pytest.fixture(scope="module")
def executed(
    built_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, nbformat.NotebookNode]:
    """Each notebook of the site as a fresh kernel leaves it."""
    folder = tmp_path_factory.mktemp("executed")
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute"]
    command += ["--ExecutePreprocessor.timeout=600"]

    def execute(page: Page) -> nbformat.NotebookNode:
        output = folder / path(page)
        output.parent.mkdir(parents=True, exist_ok=True)
        ended = subprocess.run(
            [*command, "--output", str(output), str(built_site / path(page))],
            env=os.environ | dict.fromkeys(ONE_THREAD, "1"),
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, ended.stderr
        return nbformat.read(output, as_version=4)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(PAGES, pool.map(execute, PAGES.values()), strict=True))


def printed(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell wrote, by lines."""
    streams = [o for o in cell.get("outputs", []) if o.output_type == "stream"]
    text = "".join(o.text for o in streams)  # it may come in several pieces
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def errors(cell: nbformat.NotebookNode) -> list[str]:
    return [o.ename for o in cell.get("outputs", []) if o.output_type == "error"]


@pytest.mark.parametrize("name", PAGES)
def test_a_notebook_prints_in_a_fresh_kernel_what_the_page_says(
    name: str, built_site: Path, executed: dict[str, nbformat.NotebookNode]
) -> None:
    told = nbformat.read(built_site / path(PAGES[name]), as_version=4)
    cells = zip(told.cells, executed[name].cells, strict=True)
    code = [(old, new) for old, new in cells if old.cell_type == "code"]
    assert len(code) >= sum(len(p.blocks) for p in PAGES[name].programs) > 0
    for old, new in code:
        assert same(printed(old), printed(new)), new.source
        assert errors(old) == errors(new), new.source
        assert not errors(new) or FAILS in new.metadata.tags


def test_a_notebook_carries_what_was_printed_and_drawn(site: Site) -> None:
    program = (
        "import matplotlib.pyplot as plt\n\n"
        'plt.plot([1, 2])\nplt.title("A line")\nplt.show()\nprint("a line")\n'
    )
    site.card("p", "drawn", program, "a line", "plots/p/drawn.svg")
    site.card("p", "links", "print(1)\n", "1")
    site.append("p", "\nSee [the other](#drawn) and [home](index.md), `[not](this)`.\n")
    assert site.build().code == 0
    book = nbformat.read(site.root / "site/notebooks/p.ipynb", as_version=4)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.source for cell in code] == [program.strip(), "print(1)"]
    assert [o.output_type for o in code[0].outputs] == ["stream", "display_data"]
    assert code[0].outputs[0].text == "a line\n"
    assert code[0].outputs[1].data["image/svg+xml"].startswith("<svg")
    prose = "\n".join(c.source for c in book.cells if c.cell_type == "markdown")
    assert "## drawn?" in prose
    for left_out in ("{ #", "<!--", "plots/", "``` text"):
        assert left_out not in prose


def test_a_failing_variant_is_shown_with_its_error_and_does_not_stop_the_rest(
    site: Site,
) -> None:
    site.card("p", "broken", "print(1)\n", "1")
    site.write("snippets/p/broken__zero.py", 'print("soon")\n1 / 0\n')
    page = site.root / "docs/p.md"
    variant = (
        '<!--pytest.mark.xfail-->\n``` python\n--8<-- "p/broken__zero.py"\n```\n\n'
        "<!--pytest-codeblocks:expected-output-->\n``` text\n"
        "soon\nZeroDivisionError: division by zero\n```\n\n**In practice.**"
    )
    text = page.read_text("utf-8").replace("**In practice.**", variant)
    page.write_text(text, "utf-8")
    built = site.build()
    assert built.code == 0, built.text
    book = nbformat.read(site.root / "site/notebooks/p.ipynb", as_version=4)
    last = [cell for cell in book.cells if cell.cell_type == "code"][-1]
    assert last.metadata.tags == [FAILS]
    assert last.outputs[0].text == "soon\n"
    assert last.outputs[1].ename == "ZeroDivisionError"


def test_the_same_page_gives_the_same_notebook(site: Site) -> None:
    site.card("p", "a", "print(1)\n", "1")
    texts = []
    for _ in range(2):
        assert site.build().code == 0
        texts.append((site.root / "site/notebooks/p.ipynb").read_text("utf-8"))
    assert texts[0] == texts[1]
    json.loads(texts[0])


def test_what_a_program_sets_for_its_process_is_set_back(site: Site) -> None:
    settings = (site.root / "pyproject.toml").read_text("utf-8")
    undo = '[tool.cards]\nundo = { "setrecursionlimit(" = "import sys; back()" }'
    site.write("pyproject.toml", settings.replace("[tool.cards]", undo))
    site.card("p", "sets", "import sys\n\nsys.setrecursionlimit(999)\n")
    site.card("p", "not", "print(1)\n", "1")
    assert site.build().code == 0
    book = nbformat.read(site.root / "site/notebooks/p.ipynb", as_version=4)
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    assert code[1] == "import sys; back()  # as it was"
    assert len(code) == 3


@pytest.mark.parametrize(
    ("repo", "place"),
    [
        ("https://github.com/me/deep.learning", "me/deep.learning"),
        ("https://github.com/me/answers.git", "me/answers"),
        ("https://github.com/me/answers/", "me/answers"),
        ("https://gitlab.com/me/answers", ""),
        ("", ""),
    ],
)
def test_colab_opens_what_a_deployment_pushes(repo: str, place: str) -> None:
    page = PROJECT.find("activations")[0]
    start = "https://colab.research.google.com/github"
    end = "blob/gh-pages/notebooks/activations.ipynb"
    assert colab(page, repo) == (f"{start}/{place}/{end}" if place else "")


def test_each_page_of_programs_links_to_its_notebook(built_site: Path) -> None:
    for page in PAGES.values():
        folder = page.file.relative_to(PROJECT.docs).with_suffix("")
        html = (built_site / folder / "index.html").read_text("utf-8")
        up = "../" * (len(folder.parts))
        assert f'<a href="{up}{path(page)}" download>' in html
        assert "colab" not in html  # built without the repository's address
