"""Lists made of cards, or of what is on record of them.

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
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from cards.check.claims import assertions
from cards.files import UsageError
from cards.project import Project
from cards.prove.ledger import Records
from cards.read.comments import list_of
from cards.read.model import Card, Page, Program
from cards.read.source import Fault, SourceLine
from cards.show import measured
from cards.show.errors import messages
from cards.show.links import Site
from cards.show.pieces import figure_sizes

DECK, BOOK = "deck.apkg", "book.epub"  # beside the pages
MOST = 30  # topics listed in one place: a page must not grow with all others


def listed(page: Page, name: str) -> Iterator[tuple[SourceLine, str]]:
    """The lines that become a list of this kind, each with its argument."""
    for line in page.prose:
        if (match := list_of(line)) and match[0] == name:
            yield line, match[1]


def cards_of(page: Page, project: Project) -> list[Card]:
    """The cards that a page is made of, or shows."""
    if page.kind == "cards":
        return page.cards
    names = [name for _, name in listed(page, "show")]
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
        for line, name in listed(page, "show"):
            what = "name the card to show: <!--cards:show page#card-->"
            try:
                if project.find(name)[1]:
                    continue
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
    name, argument = match
    if name != "show":
        text = "\n".join(_MADE[name](site))
        return site.from_source(text, site.project.docs / "index.md", here)
    shown = find(site.project, argument)
    return site.from_source(_whole(*shown), shown[0].file, here) if shown else ""


def _whole(page: Page, card: Card) -> str:
    """A card's Markdown as it stands on its page."""
    lines = enumerate(page.file.read_text("utf-8").splitlines(), 1)
    return "\n".join(line for i, line in lines if page.card_at(i) is card)


def _link(card: Card, site: Site) -> str:
    return f"[{card.title}]({site.path(card.heading.file)}#{card.id})"


def _topics(site: Site) -> Iterator[str]:
    """Of each its name, number of cards, first picture and first questions."""
    for page in site.topics[:MOST]:
        n = len(page.cards)
        cards = f"{n} cards" if n != 1 else "1 card"
        yield f"-   **[{page.title}]({site.path(page.file)})** <span>{cards}</span>"
        if picture := _picture(page, site):
            yield f"    ![]({picture}){{ loading=lazy }}"
        yield ""
        yield from (f"    - {_link(card, site)}" for card in page.cards[:2])
        yield ""
    if more := site.topics[MOST:]:
        yield f"- and {len(more)} more topics among all questions"


def _picture(page: Page, site: Site) -> str:
    """The first that is wider than it is high; where none is known to be, the first."""
    images = [(card, image.target) for card in page.cards for image in card.images]
    for card, target in images:
        size = figure_sizes(card, site.results).get(posixpath.basename(target))
        if size and int(size[0]) > int(size[1]):
            return target
    return images[0][1] if images else ""


def _questions(site: Site) -> Iterator[str]:
    for page in site.topics:
        yield f"\n## [{page.title}]({site.path(page.file)}) {{ #{page.name} }}\n"
        yield from (f"- {_link(card, site)}" for card in page.cards)


def _errors(site: Site) -> Iterator[str]:
    for message in messages(card for page in site.topics for card in page.cards):
        links = [_link(card, site) for card in message.cards]
        kinds = ", ".join(message.kinds)
        yield f"- {_code(message.text)} {kinds}<br>{' · '.join(links)}"


def _claims(site: Site) -> Iterator[str]:
    """Every assertion: a section for each page, an item for each card."""
    records = Records(site.project)
    for page in site.topics:
        yield f"\n### [{page.title}]({site.path(page.file)}) {{ #{page.name} }}\n"
        for card in page.cards:
            standing = records.standing(card)
            held = f" · {measured.held_for(standing)}" if standing else ""
            yield f"-   {_link(card, site)}{held}\n"
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


def _deck(site: Site) -> Iterator[str]:
    yield f"[All cards as a deck]({DECK}){{ download }}"


def _book(site: Site) -> Iterator[str]:
    if site.book:
        yield f"[All cards as a book]({BOOK}){{ download }}, an EPUB."
    else:
        yield f"`python -m cards book {BOOK}` writes all cards as an EPUB."


# the lines of each list, whose links lead from `docs/index.md`
_MADE: Mapping[str, Callable[[Site], Iterable[str]]] = {
    "topics": _topics,
    "questions": _questions,
    "errors": _errors,
    "claims": _claims,
    "counts": measured.counts,
    "deck": _deck,
    "book": _book,
    "versions": measured.versions,
    "week": lambda site: measured.week(site.project),
    "measured": measured.measured,
}
