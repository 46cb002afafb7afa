"""Lists made of cards, and what stands at a card's foot.

A page that is not made of cards may say, on a line of its own:

    <!--cards:topics-->           the pages of cards, each with its number of cards
    <!--cards:questions-->        every question, by page
    <!--cards:errors-->           every error message that a card prints, A to Z
    <!--cards:show page#card-->   one card, whole
    <!--cards:claims-->           every assertion, by card, and how far it held
    <!--cards:counts-->           how much there is, and how far it was proven
    <!--cards:deck-->             a link to the deck for Anki
    <!--cards:book-->             a link to the book, or how it is made
    <!--cards:versions-->         the releases under which all cards were run
    <!--cards:week-->             which claims held for other seeds
    <!--cards:measured-->         what tests found of each page
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from pathlib import Path

from cards.check.claims import assertions
from cards.files import UsageError
from cards.project import Project
from cards.prove.ledger import Records, Standing
from cards.read.comments import list_of
from cards.read.model import Card, Page, Program
from cards.read.source import Fault
from cards.show import measured
from cards.show.errors import messages
from cards.show.links import Site
from cards.show.pieces import figure_sizes

DECK, BOOK = "deck.apkg", "book.epub"  # beside the pages
MOST = 30  # topics listed in one place: a page must not grow with all others


def has_list(page: Page, name: str) -> bool:
    """Whether a page has a list of this kind."""
    return any((m := list_of(line)) and m[0] == name for line in page.prose)


def cards_of(page: Page, project: Project) -> list[Card]:
    """The cards that a page is made of, or shows."""
    if page.kind == "cards":
        return page.cards
    found = (list_of(line) for line in page.prose)
    names = [match[1] for match in found if match and match[0] == "show"]
    return [shown[1] for name in names if (shown := find(project, name))]


def find(project: Project, name: str) -> tuple[Page, Card] | None:
    """The card `page#card` to show; None, and a fault, where there is none."""
    try:
        page, card = project.find(name)
    except UsageError:
        return None
    return (page, card) if card else None


def faults(project: Project) -> Iterator[Fault]:
    """Cards to show that do not exist; records that cannot be told."""
    yield from measured.faults(project)
    for page in project.pages:
        for line in page.prose:
            match = list_of(line)
            if not match or match[0] != "show" or find(project, match[1]):
                continue
            what = "name the card to show: <!--cards:show page#card-->"
            try:
                project.find(match[1])
            except UsageError as error:
                what = str(error)
            yield Fault(line.file, line.number, "", what)


def expand(line: str, here: Path, site: Site) -> str:
    """The Markdown that a line stands for: the line itself if it is no list.

    Links in it lead from the source `here`.
    """
    match = list_of(line)
    if match is None:
        return line
    pages = [page for entry, page in site.own if entry.has_cards]
    lines: list[str] = []
    if match[0] == "show":
        shown = find(site.project, match[1])
        return site.from_source(_whole(*shown), shown[0].file, here) if shown else ""
    if match[0] == "questions":
        lines = [line for page in pages for line in _questions(page, site)]
    elif match[0] == "errors":
        lines = list(_errors(pages, site))
    elif match[0] == "claims":
        lines = list(_claims(pages, site))
    elif match[0] == "versions":
        lines = list(_versions(site.project))
    elif match[0] == "week":
        lines = list(measured.week(site.project))
    elif match[0] == "measured":
        lines = list(measured.measured(site))
    elif match[0] == "deck":
        lines = [f"[All cards as a deck]({DECK}){{ download }}"]
    elif match[0] == "book":
        made = f"[All cards as a book]({BOOK}){{ download }}, an EPUB."
        how = f"`python -m cards book {BOOK}` writes all cards as an EPUB."
        lines = [made if site.book else how]
    elif match[0] == "counts":
        lines = [_counts(pages, site.project)]
    elif match[0] == "topics":
        lines = [line for page in pages[:MOST] for line in _topic(page, site)]
        if len(pages) > MOST:
            lines.append(f"- and {len(pages) - MOST} more topics among all questions")
    return site.from_source("\n".join(lines), site.project.docs / "index.md", here)


def _whole(page: Page, card: Card) -> str:
    """A card's Markdown as it stands on its page."""
    lines = page.file.read_text("utf-8").splitlines()
    later = [c.heading.number for c in page.cards]
    end = min((n for n in later if n > card.heading.number), default=len(lines) + 1)
    return "\n".join(lines[card.heading.number - 1 : end - 1])


def _path(page: Page, site: Site) -> str:
    return page.file.relative_to(site.project.docs).as_posix()


def _topic(page: Page, site: Site) -> Iterator[str]:
    """Its name, number of cards, first picture and first questions."""
    n, path = len(page.cards), _path(page, site)
    cards = f"{n} cards" if n != 1 else "1 card"
    yield f"-   **[{page.title}]({path})** <span>{cards}</span>"
    if picture := _picture(page, site):
        yield f"    ![]({picture}){{ loading=lazy }}"
    yield ""
    for card in page.cards[:2]:
        yield f"    - [{card.title}]({path}#{card.id})"
    yield ""


def _picture(page: Page, site: Site) -> str:
    """The first that is wider than it is high; where none is known to be, the first."""
    images = [(card, image.target) for card in page.cards for image in card.images]
    for card, target in images:
        size = figure_sizes(card, site.results).get(posixpath.basename(target))
        if size and int(size[0]) > int(size[1]):
            return target
    return images[0][1] if images else ""


def _counts(pages: list[Page], project: Project) -> str:
    """In a sentence or two; what is not on record is left out."""
    records = Records(project)
    programs = [program for page in pages for program in page.programs]
    told = f"{sum(len(page.cards) for page in pages)} cards, {len(programs)} programs"
    entries = [e for p in programs if (e := records.entry(p))]
    random = [entry for entry in entries if entry["random"]]
    if random:
        seeds = min(entry["seeds"] for entry in random)
        held = sum(entry["held"] == entry["seeds"] for entry in random)
        of = f"{held} of {len(random)} that draw random numbers"
        told += f"; {of} keep what they claim for {seeds} seeds"
    if tried := [entry["mutants"] for entry in entries if "mutants" in entry]:
        caught, all_ = (sum(pair[i] for pair in tried) for i in (0, 1))
        told += f"; {caught:,} of {all_:,} programs changed at one place are noticed"
    for name in project.settings.packages[:1]:
        oldest, newest = map(_short, records.releases(name))
        if oldest:
            told += f"; tried with {name} {oldest}"
            told += f" to {newest}" if newest != oldest else ""
    return told + "."


def _questions(page: Page, site: Site) -> Iterator[str]:
    path = _path(page, site)
    yield f"\n## [{page.title}]({path}) {{ #{page.name} }}\n"
    for card in page.cards:
        yield f"- [{card.title}]({path}#{card.id})"


def _errors(pages: list[Page], site: Site) -> Iterator[str]:
    paths = {page.name: _path(page, site) for page in pages}
    for message in messages(card for page in pages for card in page.cards):
        kinds = ", ".join(f"{kind}" for kind in message.kinds)
        links = [f"[{c.title}]({paths[c.page]}#{c.id})" for c in message.cards]
        yield f"- {_code(message.text)} {kinds}<br>{' · '.join(links)}"


def _claims(pages: list[Page], site: Site) -> Iterator[str]:
    """Every assertion: a section for each page, an item for each card."""
    records = Records(site.project)
    for page in pages:
        path = _path(page, site)
        yield f"\n### [{page.title}]({path}) {{ #{page.name} }}\n"
        for card in page.cards:
            standing = records.standing(card)
            held = f" · {_held(standing)}" if standing else ""
            yield f"-   [{card.title}]({path}#{card.id}){held}\n"
            for program in card.programs:
                yield from (f"    - {claim}" for claim in _asserted(program))
            yield ""


def _asserted(program: Program) -> Iterator[str]:
    try:
        found = assertions(program)
    except SyntaxError:  # told by its run
        found = []
    for node in found:
        yield _code(ast.unparse(node.test))
    if program.fails:
        yield f"{_code(program.file.name)} ends in the error that the card shows"


def _code(text: str) -> str:
    """Markdown's code span of any text."""
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text}{ticks}"


def _versions(project: Project) -> Iterator[str]:
    """A table, the newest first; a row for each set of releases."""
    rows = Records(project).rows[::-1]
    if not rows:
        return
    names = ["python", *project.settings.packages]
    titles = ["Python", *project.settings.packages]
    yield "| " + " | ".join([*titles, "programs that hold", "last verified"]) + " |"
    yield "|---" * (len(titles) + 2) + "|"
    for row in rows:
        held = f"{len(row['held'])} of {len(row['held']) + len(row['failed'])}"
        cells = [row["versions"].get(name, "") for name in names]
        cells += [held, measured.day(row["date"])]
        yield f"| {' | '.join(cells)} |"


def foot(card: Card, records: Records) -> str:
    """`held for 20 of 20 seeds`, then under which versions; empty if unknown."""
    standing = records.standing(card)
    if not standing:
        return ""
    told = [_held(standing)]
    spans = records.spans(card)
    for name in records.project.settings.packages[:1]:
        oldest, newest = (_short(version) for version in spans.get(name, ("", "")))
        if oldest and oldest != newest:
            told.append(f"{name} {oldest} to {newest}")
        elif oldest:
            told.append(f"{name} {oldest}")
    return ", ".join(told)


def _held(standing: Standing) -> str:
    if not standing.seeds:
        return "nothing in it is random"
    return f"held for {standing.held} of {standing.seeds} seeds"


def _short(version: str) -> str:
    """2.13.0 → 2.13"""
    return ".".join(version.split(".")[:2])
