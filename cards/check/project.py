"""Everything that is wrong with a project, as `file:line [card] what`.

All faults are found, not the first; the order is by file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cards.check.card import card_faults
from cards.check.links import links
from cards.project import Project, nearest
from cards.read.comments import comments
from cards.read.model import Page, card_id
from cards.read.source import Fault
from cards.run.job import Result


def check(project: Project, results: Mapping[str, Result]) -> list[Fault]:
    """Every fault of the project: of its pages, files and programs."""
    faults = list(project_faults(project))
    for page in project.pages:
        faults += page_faults(project, page)
        for card in page.cards:
            faults += card_faults(project, page, card, results)
    return sorted(set(faults))


def page_faults(project: Project, page: Page) -> Iterable[Fault]:
    """What is wrong with a page as it is written."""
    yield from page.faults
    yield from links(project, page)
    shown: set[str] = set()
    for line in page.prose:
        for name, target in comments(line):
            card = target.replace("/", "#").rpartition("#")[2]
            if name == "show" and card in shown:
                what = f"shows two cards of the id {card}: their addresses are one"
                yield Fault(page.file, line.number, "", what)
            elif name == "show":
                shown.add(card)


def project_faults(project: Project) -> Iterable[Fault]:
    """Programs that no card shows."""
    pages = {page.name: page for page in project.pages if page.kind == "cards"}
    for file in sorted(project.snippets.rglob("*.py")):
        path = file.relative_to(project.snippets)
        if any(part.startswith(".") for part in path.parts):
            continue  # an editor's
        folder = path.parent.as_posix()
        page = pages.get(folder)
        if page is None:
            names = nearest(folder, pages)
            yield Fault(file, 1, "", f"no page of cards for its folder {names}")
        elif not any(line.file == file for line in page.lines):
            ids = nearest(card_id(file), (card.id for card in page.cards))
            what = f"no card shows this program: {page.file.name} has none {ids}"
            yield Fault(file, 1, card_id(file), what)
