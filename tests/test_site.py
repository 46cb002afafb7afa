"""The built site shows what ran: the same blocks, the same bytes, none missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Site

from cards.project import Project
from cards.read.model import Page
from cards.run.job import job_of


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.load(ROOT)


@pytest.fixture(scope="module")
def built(built_site: Path) -> Path:
    """The real site, built as `make build` does, once for all tests."""
    return built_site


def html_of(page: Page, built: Path) -> BeautifulSoup:
    """A page as readers get it; what is outside of docs/ is rendered here."""
    if page.file.is_relative_to(ROOT / "docs"):
        path = page.file.relative_to(ROOT / "docs").with_suffix("")
        folder = path.parent if path.name == "index" else path
        text = (built / folder / "index.html").read_text("utf-8")
    else:
        extensions = ["pymdownx.superfences", "pymdownx.highlight", "attr_list", "toc"]
        settings = {"pymdownx.highlight": {"pygments_lang_class": True}}
        text = markdown.markdown(
            page.file.read_text("utf-8"),
            extensions=extensions,
            extension_configs=settings,
        )
    return BeautifulSoup(text, "html.parser")


def owner(page: Page) -> str:
    """What the names of its programs begin with: all labs have one beginning."""
    return "labs" if page.kind == "lab" else page.name


def python_blocks(soup: BeautifulSoup, page: str) -> list[str]:
    """Every block shown as Python, however marked, but for other pages' cards."""
    shown = soup.select("[class*=language-py] code, code[class*=language-py]")
    return [
        code.get_text().rstrip("\n")
        for code in shown
        if program_of(code).partition("#")[0] in ("", page)
    ]


def program_of(code: Tag) -> str:
    """The program that a block says it belongs to."""
    parent = code.find_parent(attrs={"data-program": True})
    return str(parent["data-program"]) if parent else ""


def programs_shown(soup: BeautifulSoup, page: str) -> Iterator[tuple[str, str]]:
    """Each card's id, and the text of its Python blocks together."""
    blocks: dict[str, list[str]] = {}
    card = ""
    for element in soup.find_all(["h2", "code"]):
        if element.name == "h2":
            card = str(element.get("id"))
        elif program_of(element).partition("#")[0] not in ("", page):
            continue
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
            for program in page.programs
            for block in program.blocks
        ]
        for page in project.pages
    }
    shown = {
        page.name: python_blocks(html_of(page, built), owner(page))
        for page in project.pages
    }
    assert shown == ran
    assert sum(map(len, shown.values())) >= 16


def test_no_page_of_the_site_is_left_out(project: Project, built: Path) -> None:
    """Counted over all HTML there is, not over the pages that the engine knows."""
    files = list(built.rglob("*.html"))
    on_site = [
        block
        for file in files
        for block in python_blocks(
            BeautifulSoup(file.read_text("utf-8"), "html.parser"),
            file.relative_to(built).parts[0],
        )
    ]
    inside = [page for page in project.pages if page.file.is_relative_to(project.docs)]
    known = [b for page in inside for p in page.programs for b in p.blocks]
    assert len(on_site) == len(known)
    assert len(files) >= len(inside)
    assert not list(built.rglob("*.toml")) + list(built.rglob(".ipynb*"))


def test_what_a_card_shows_is_the_program_that_runs(
    project: Project, built: Path
) -> None:
    for page in project.pages:
        jobs: dict[str, str] = {}
        for program in page.programs:
            jobs[program.card] = (
                jobs.get(program.card, "") + job_of(program, project).text
            )
        shown = dict(programs_shown(html_of(page, built), owner(page)))
        if page.kind == "lab":  # one program under all of its headings
            shown = {page.file.stem: "".join(shown.values())}
        assert shown == jobs


def test_a_card_shown_on_another_page_is_the_same_program(
    project: Project, built: Path
) -> None:
    texts = {p.name: p.text for page in project.pages for p in page.programs}
    soup = BeautifulSoup((built / "index.html").read_text("utf-8"), "html.parser")
    shown: dict[str, str] = {}
    for code in soup.select("[class*=language-py] code"):
        name = program_of(code)
        shown[name] = shown.get(name, "") + code.get_text()
    assert shown
    assert all(text == texts[name] for name, text in shown.items())


def test_what_runs_is_the_file_but_for_its_section_marks(project: Project) -> None:
    for page in project.pages:
        for program in page.programs:
            if not program.file.is_relative_to(project.snippets):
                continue
            text = program.file.read_text("utf-8")
            lines = [x for x in text.splitlines() if x.strip() and "--8<--" not in x]
            assert lines == [line for line in program.lines if line.strip()]


def test_figures_and_formulas_are_on_the_page(project: Project, built: Path) -> None:
    for page in project.pages:
        if page.kind != "cards":
            continue
        soup = html_of(page, built)
        images = [i for card in page.cards for i in card.images]
        assert len(soup.select("article img")) == len(images)
        for image in soup.select("article img"):
            assert (built / page.name / str(image["src"])).resolve().exists()
            assert image["alt"]
        assert not soup.select(".arithmatex")
        assert len(soup.find_all("math")) > 0


def test_the_site_asks_no_other_host_for_anything(built: Path) -> None:
    for file in built.rglob("*.html"):
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for tag, name in [("script", "src"), ("link", "href"), ("img", "src")]:
            for element in soup.find_all(tag):
                target = str(element.get(name) or "")
                if tag == "link" and element.get("rel") in (["canonical"], ["next"]):
                    continue
                assert not re.match(r"(https?:)?//", target), f"{file.name}: {target}"
    for style in built.rglob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//", style.read_text("utf-8"))


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
