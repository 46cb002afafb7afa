"""Finished pages, which any generator of sites can take."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from conftest import Site, make_site

DRAWS = """\
import matplotlib.pyplot as plt

print("drawn")
plt.plot([1, 2])
plt.show()
"""
LAB = """\
# %% [markdown]
# # A lab
#
# Of [a card](../page.md#one), [seen](../plots/page/one.svg) and [home](../index.md).

# %%
print("in the lab")
"""


def make(root: Path) -> Site:
    site = make_site(root)
    site.card("page", "one", DRAWS, "drawn", "plots/page/one.svg")
    site.write("docs/labs/first.py", LAB)
    site.write("docs/labs/ruff.toml", "")
    lists = "<!--cards:topics-->\n\n<!--cards:show page#one-->\n"
    home = f"# Home\n\nWords. See [the lab](labs/first.py).\n\n{lists}"
    head = "---\ncards: false\ndescription: It answers.\n---\n"
    site.write("docs/index.md", head + home)
    return site


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = make(tmp_path_factory.mktemp("project"))
    folder = tmp_path_factory.mktemp("elsewhere") / "new" / "pages"
    run = site.python("cards", "export", str(folder))
    assert run.code == 0, run.text
    assert "Traceback" not in run.text
    return folder


def test_an_export_has_all_there_is_and_no_more(exported: Path) -> None:
    files = [f for f in exported.rglob("*") if f.is_file()]
    assert sorted(f.relative_to(exported).as_posix() for f in files) == [
        "deck.apkg",
        "index.md",
        "labs/first.md",
        "llms-full.txt",
        "llms.txt",
        "notebooks/labs/first.ipynb",
        "notebooks/page.ipynb",
        "page.md",
        "plots/page/one.svg",
        "snippets/labs/first.py",
        "snippets/page/one.py",
    ]


def test_its_pages_are_finished(exported: Path) -> None:
    page = (exported / "page.md").read_text("utf-8")
    assert page.startswith('---\ntitle: "page"\ndescription: "The answer is short."\n')
    assert f"``` python\n{DRAWS}```\n\n``` text\ndrawn\n```\n" in page
    home = (exported / "index.md").read_text("utf-8")
    assert 'description: "It answers."' in home
    assert "[the lab](labs/first.md)" in home and "**[page](page.md)**" in home
    assert DRAWS in home and "<!--" not in home + page
    lab = (exported / "labs/first.md").read_text("utf-8")
    assert '``` python\nprint("in the lab")\n```\n\n``` text\nin the lab\n```' in lab


def test_every_link_of_an_export_leads_to_a_file_in_it(exported: Path) -> None:
    texts = {f: f.read_text("utf-8") for f in exported.rglob("*.md")}
    texts |= {f: f.read_text("utf-8") for f in exported.rglob("llms*.txt")}
    for file in exported.rglob("*.ipynb"):
        cells = nbformat.read(file, as_version=4).cells
        texts[file] = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    count = 0
    for file, text in texts.items():
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text):
            if not target.startswith("http"):
                place = (file.parent / target).resolve()
                assert place.is_file() and place.is_relative_to(exported), target
                count += 1
    assert count > 8


def test_what_is_wrong_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    site = make(tmp_path / "project")
    full = tmp_path / "full"
    site.write("../full/mine.txt", "mine")
    run = site.python("cards", "export", str(full))
    assert run.code == 2 and "programs" not in run.text, "told before anything runs"
    assert f"cards: {full} is there already, and not empty" in run.text
    assert [file.name for file in full.iterdir()] == ["mine.txt"]
    site.write("snippets/page/one.py", "1 / 0\n")
    site.append("page", "\n[Broken](nowhere.md)\n")
    new = tmp_path / "new"
    run = site.python("cards", "export", str(new))
    assert run.code == 1
    assert "snippets/page/one.py:1 [one] ZeroDivisionError" in run.text
    assert "broken link" in run.text
    assert "nothing is written" in run.text and "__main__" not in run.text
    assert not new.exists() and not list(tmp_path.glob("*.part"))
