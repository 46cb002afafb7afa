"""Every page and lab as a notebook: valid, and it prints what the page says.

A notebook is a program of many cells, and is run as programs are: through the
engine, in a process of its own, and not again while it and its surroundings are
the same. What is on record as it is is not run either, but for a page that the
commit draws. A lab's notebook is the lab's own program. The notebook that computes
least is run in a real kernel, so that the two ways are known to agree.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from audit import commit, drawn, whole
from conftest import ROOT, Site

from cards.check.compare import same
from cards.project import Project
from cards.prove.elsewhere import Record
from cards.read.model import Page
from cards.run.environment import ONE_THREAD
from cards.run.store import Store
from cards.show.kernel import carried, code_cells, job_of_notebook, trouble
from cards.show.links import colab, notebook_path
from cards.show.notebook import FAILS

PROJECT = Project.load(ROOT)
PAGES = {page.name: page for page in PROJECT.pages if page.has_programs}
CARDS = [name for name, page in PAGES.items() if page.kind == "cards"]
TIMEOUT = 900.0  # seconds, of a page's programs together on a busy machine


def text_of(built_site: Path, page: Page) -> str:
    return (built_site / notebook_path(page)).read_text("utf-8")


def test_a_notebook_prints_in_one_process_what_the_page_says(
    built_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Known by content; what isn't is run, and one page that the commit draws.

    With CARDS_WHOLE=1 all of them are.
    """
    record, texts = Record(PROJECT), {}
    audited = drawn(CARDS, commit(ROOT), 1)
    for name in CARDS:
        text = text_of(built_site, PAGES[name])
        job = job_of_notebook(notebook_path(PAGES[name]), text, PROJECT, TIMEOUT)
        if whole() or name in audited or not record.knows(job.file, job.text):
            texts[job] = text
        blocks = sum(len(program.blocks) for program in PAGES[name].programs)
        assert len(code_cells(text)) >= blocks > 0
    with capsys.disabled():
        print(f"\nnotebooks: {len(texts)} of {len(CARDS)} run anew")
    results = {job: result for job, result, _ in Store(PROJECT).run(texts)}
    wrong = {job.file: trouble(texts[job], result) for job, result in results.items()}
    assert dict.fromkeys(wrong, "") == wrong
    assert len(wrong) >= 1


@pytest.mark.parametrize("name", [name for name in PAGES if name not in CARDS])
def test_the_notebook_of_a_lab_is_its_program(name: str, built_site: Path) -> None:
    cells = [cell.source for cell in code_cells(text_of(built_site, PAGES[name]))]
    (program,) = PAGES[name].programs
    assert cells == ["\n".join(block.lines) for block in program.blocks]


def quickest() -> Page:
    """The page of cards whose programs took the fewest seconds."""
    programs = [program for name in CARDS for program in PAGES[name].programs]
    seconds = dict.fromkeys(CARDS, 0.0)
    for program, result, _ in Store(PROJECT).results(programs):
        seconds[program.page] += result.seconds
    return PAGES[min(seconds, key=seconds.__getitem__)]


def test_a_kernel_prints_what_the_engine_does(built_site: Path, tmp_path: Path) -> None:
    page = quickest()
    output = tmp_path / "executed.ipynb"
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute"]
    command += [f"--ExecutePreprocessor.timeout={TIMEOUT:.0f}", "--output", str(output)]
    ended = subprocess.run(
        [*command, str(built_site / notebook_path(page))],
        env=os.environ | ONE_THREAD,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    book = nbformat.read(output, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    told = code_cells(text_of(built_site, page))
    assert len(code) == len(told) > 0
    for old, new in zip(told, code, strict=True):
        assert same(carried(old), carried(new)), new.source


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
        assert f'href="{up}{notebook_path(page)}"' in html
        assert "colab" not in html  # built without the repository's address
