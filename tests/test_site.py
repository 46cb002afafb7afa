"""The built site shows what ran: the same blocks, the same bytes, none missing.

`BUILT_SITE` names a folder that another generator made of the same pages, to be
judged in place of ours (`other_builds.py`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import markdown
import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT
from trees import tree

from cards.project import Project
from cards.read.model import Page, Program
from cards.run.job import job_of
from cards.show.lists import cards_of


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.load(ROOT)


@pytest.fixture(scope="module")
def built(request: pytest.FixtureRequest) -> Path:
    """The real site, built as `make build` does, once for all tests."""
    if given := os.environ.get("BUILT_SITE"):
        return Path(given)
    folder: Path = request.getfixturevalue("built_site")
    return folder


def html_of(page: Page, built: Path) -> BeautifulSoup:
    """A page as readers get it; what is outside of docs/ is rendered here."""
    if page.file.is_relative_to(ROOT / "docs"):
        path = page.file.relative_to(ROOT / "docs").with_suffix("")
        folder = path.parent if path.name == "index" else path
        return tree(built / folder / "index.html")
    extensions = ["pymdownx.superfences", "pymdownx.highlight", "attr_list", "toc"]
    settings = {"pymdownx.highlight": {"pygments_lang_class": True}}
    text = markdown.markdown(
        page.file.read_text("utf-8"), extensions=extensions, extension_configs=settings
    )
    return BeautifulSoup(text, "html.parser")


def programs_on(page: Page, project: Project) -> list[Program]:
    """Those of a page, and of the cards that it borrows from others."""
    borrowed = cards_of(page, project) if page.kind == "prose" else []
    return [*page.programs, *(p for card in borrowed for p in card.programs)]


def python_blocks(soup: BeautifulSoup) -> list[str]:
    """Every block shown as Python, however marked."""
    shown = soup.select("[class*=language-py] code, code[class*=language-py]")
    return [code.get_text().rstrip("\n") for code in shown]


def program_of(code: Tag) -> str:
    """The program that a block says it belongs to."""
    parent = code.find_parent(attrs={"data-program": True})
    return str(parent["data-program"]) if parent else ""


def programs_shown(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Each card's id, and the text of its Python blocks together."""
    blocks: dict[str, list[str]] = {}
    card = ""
    for element in soup.find_all(["h2", "code"]):
        if element.name == "h2":
            card = str(element.get("id"))
        elif element.find_parent(class_=re.compile("language-python")):
            blocks.setdefault(card, []).append(element.get_text().rstrip("\n"))
    for card, texts in blocks.items():
        yield card, "\n".join(texts) + "\n"


def test_every_python_block_on_the_site_is_one_that_ran(
    project: Project, built: Path
) -> None:
    ran = {
        page.name: [
            "\n".join(block.lines)
            for program in programs_on(page, project)
            for block in program.blocks
        ]
        for page in project.pages
    }
    shown = {page.name: python_blocks(html_of(page, built)) for page in project.pages}
    assert shown == ran
    assert sum(map(len, shown.values())) >= 16


def test_no_page_of_the_site_is_left_out(project: Project, built: Path) -> None:
    """Counted over all HTML there is, not over the pages that the engine knows."""
    files = list(built.rglob("*.html"))
    on_site = [block for file in files for block in python_blocks(tree(file))]
    inside = [page for page in project.pages if page.file.is_relative_to(project.docs)]
    known = [
        block
        for page in inside
        for program in programs_on(page, project)
        for block in program.blocks
    ]
    assert len(on_site) == len(known)
    assert len(files) >= len(inside)
    assert not list(built.rglob("*.toml")) + list(built.rglob(".ipynb*"))


def test_what_a_card_shows_is_the_program_that_runs(
    project: Project, built: Path
) -> None:
    for page in project.pages:
        jobs: dict[str, str] = {}
        for program in programs_on(page, project):
            jobs[program.card] = (
                jobs.get(program.card, "") + job_of(program, project).text
            )
        shown = dict(programs_shown(html_of(page, built)))
        if page.kind == "lab":  # one program under all of its headings
            shown = {page.file.stem: "".join(shown.values())}
        assert shown == jobs


def test_a_program_says_which_it_is(project: Project, built: Path) -> None:
    texts = {p.name: p.text for page in project.pages for p in page.programs}
    soup = tree(built / "index.html")
    shown: dict[str, str] = {}
    for code in soup.select("[class*=language-py] code"):
        name = program_of(code)
        shown[name] = shown.get(name, "") + code.get_text()
    assert shown
    assert all(text == texts[name] for name, text in shown.items())


def test_what_was_printed_is_on_the_page(project: Project, built: Path) -> None:
    for page in project.pages:
        shown = [
            "".join(s for s in output.strings if not s.find_parent(class_="range"))
            for output in html_of(page, built).select(".language-text code")
        ]  # a range is shown when a reader asks for it
        shown = [text.strip("\n") for text in shown]
        for program in page.programs:
            for block in program.blocks:
                if block.expected:
                    told = "\n".join(block.expected).strip("\n")
                    # Markdown puts spaces in place of a tab
                    assert told.expandtabs(4) in shown, program.name


def test_every_link_leads_to_a_file(built: Path) -> None:
    wrong = []
    for file in built.rglob("*.html"):
        if file.name == "404.html":  # it is shown at any depth
            continue
        soup = tree(file)
        for element in soup.select("[href], [src]"):
            target = str(element.get("href") or element.get("src") or "")
            path = unquote(target.partition("#")[0].partition("?")[0])
            if not path or re.match(r"[a-z]+:|//", path):
                continue
            place = (file.parent / path).resolve()
            if not (place / "index.html" if place.is_dir() else place).is_file():
                wrong.append(f"{file.relative_to(built)}: {target}")
    assert not wrong


def test_what_runs_is_the_file_but_for_its_section_marks(project: Project) -> None:
    for page in project.pages:
        for program in page.programs:
            if not program.file.is_relative_to(project.snippets):
                continue
            text = program.file.read_text("utf-8")
            lines = [x for x in text.splitlines() if x.strip() and "--8<--" not in x]
            assert lines == [line for line in program.lines if line.strip()]


def test_figures_are_on_the_page(project: Project, built: Path) -> None:
    for page in project.pages:
        if page.kind != "cards":
            continue
        soup = html_of(page, built)
        images = [i for card in page.cards for i in card.images]
        assert len(soup.select("article img")) == len(images)
        for image in soup.select("article img"):
            assert (built / page.name / str(image["src"])).resolve().exists()
            assert image["alt"]


def test_formulas_need_no_script(project: Project, built: Path) -> None:
    for page in project.pages:
        if page.kind == "cards":
            soup = html_of(page, built)
            assert not soup.select(".arithmatex"), page.name
            assert len(soup.find_all("math")) > 0


def test_the_site_asks_no_other_host_for_anything(built: Path) -> None:
    for file in built.rglob("*.html"):
        soup = tree(file)
        for tag, name in [("script", "src"), ("link", "href"), ("img", "src")]:
            for element in soup.find_all(tag):
                target = str(element.get(name) or "")
                if tag == "link" and element.get("rel") in (["canonical"], ["next"]):
                    continue
                assert not re.match(r"(https?:)?//", target), f"{file.name}: {target}"
    for style in built.rglob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//", style.read_text("utf-8"))
