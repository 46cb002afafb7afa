"""What stands around a card on the site, and the lists that are made of cards.

The Markdown alone reads whole on any renderer; this adds what only the site can
know: when a program ran, where its file is, how large its figure is. Pages that
are not made of cards may say, on a line of their own:

    <!--cards:topics-->           the pages of cards, each with its number of cards
    <!--cards:questions-->        every question, by page
    <!--cards:show page#card-->   one card, whole

and two that tell of proof (`claims.py`).
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cards.project import Project
from cards.prove.ledger import Records
from cards.read.model import Card, Page, Program, figure_files
from cards.run.job import Result
from cards.show import claims, notebook

LISTS = re.compile(
    r"^<!--cards:(topics|questions|show|claims|versions)(?: +(\S+))?-->$", re.M
)
HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>.*?</h2>\s*', re.DOTALL)
PYTHON = '<div class="language-python highlight">'
OUTPUT = re.compile(
    r"<!--pytest-codeblocks:expected-output-->\s*"
    r'<div class="language-text highlight">'
)
COMMENT = re.compile(r"<!--\s*(?:cards:|pytest).*?-->\s*", re.DOTALL)
IMAGE = re.compile(r'<p><img alt="([^"]*)" src="([^"]*plots/[^"]+)" ?/></p>')
SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
MOST = 30  # topics listed in one place: a page must not grow with all others
# names and spaces have the color of plain code: half of a page's elements
PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')
STATE = re.compile(r'(<pre class="card-state">.*?</pre>)\s*', re.DOTALL)


TEST_YOURSELF = (
    '<p class="test-yourself needs-js">'
    '<button type="button" aria-pressed="false">Test yourself</button> <span>closes '
    "all answers; <kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>space</kbd> opens and "
    "closes</span></p>\n"
)


@dataclass
class Surroundings:
    """What a card's frame tells, besides what is on its page.

    `base` leads from the page to the site's root; `edit` is the address under
    which a file of the repository is edited, or empty; `versions` are shown;
    `proof` is the address of the page that tells of claims, or empty; `repo`
    that of the repository.
    """

    project: Project
    results: Mapping[str, Result]
    base: str = ""
    edit: str = ""
    versions: str = ""
    records: Records | None = None
    proof: str = ""
    repo: str = ""


def cards_of(page: Page, project: Project) -> list[Card]:
    """The cards that a page is made of, or shows.

    Raises UsageError where one to show does not exist.
    """
    if page.kind == "cards":
        return page.cards
    found = (LISTS.match(line) for line in page.prose)
    names = [match[2] or "" for match in found if match and match[1] == "show"]
    return [card for name in names if (card := project.find(name)[1])]


def expand(markdown: str, project: Project) -> str:
    """Replace the lists and shown cards in a page's Markdown.

    Raises UsageError where a card to show does not exist.
    """
    pages = [page for page in project.pages if page.kind == "cards"]

    def replace(match: re.Match[str]) -> str:
        if match[1] == "show":
            page, card = project.find(match[2] or "")
            return _whole(page, card) if card else ""
        if match[1] == "questions":
            return "\n".join(line for page in pages for line in _questions(page))
        if match[1] == "claims":
            return "\n".join(claims.claims(pages, project))
        if match[1] == "versions":
            return "\n".join(claims.versions(project))
        lines = [_topic(page) for page in pages[:MOST]]
        if len(pages) > MOST:
            lines.append(f"- and {len(pages) - MOST} more topics among all questions")
        return "\n".join(lines)

    return LISTS.sub(replace, markdown)


def _whole(page: Page, card: Card) -> str:
    """A card's Markdown as it stands on its page, with its links made to fit."""
    lines = page.file.read_text("utf-8").splitlines()
    later = [c.heading.number for c in page.cards]
    end = min((n for n in later if n > card.heading.number), default=len(lines) + 1)
    text = "\n".join(lines[card.heading.number - 1 : end - 1])
    return re.sub(r"\]\(#", f"]({page.file.name}#", text)


def _topic(page: Page) -> str:
    n = len(page.cards)
    cards = f"{n} cards" if n != 1 else "1 card"
    return f"- **[{page.title}]({page.file.name})** <span>{cards}</span>"


def _questions(page: Page) -> Iterator[str]:
    yield f"\n## [{page.title}]({page.file.name}) {{ #{page.name} }}\n"
    for card in page.cards:
        yield f"- [{card.title}]({page.file.name}#{card.id})"


def frame(content: str, page: Page, around: Surroundings) -> str:
    """Put each card of a rendered page into its frame."""
    content = PLAIN.sub(r"\1", content)
    if notebook.has_one(page):
        content = content.replace("</h1>", f"</h1>\n{_take_along(page, around)}", 1)
    if page.kind == "lab":
        return _lab(content, page, around)
    headings = list(HEADING.finditer(content))
    if not headings:
        return content
    cards = {card.id: card for card in cards_of(page, around.project)}
    done = [content[: headings[0].start()]]
    if page.kind == "cards" and len(headings) > 1:
        done.append(TEST_YOURSELF)
    ends = [match.start() for match in headings[1:]] + [len(content)]
    for match, end in zip(headings, ends, strict=True):
        body = content[match.end() : end]
        card = cards.get(match[1])
        done.append(_card(match[0], body, card, around) if card else match[0] + body)
    return "".join(done)


def _card(heading: str, body: str, card: Card, around: Surroundings) -> str:
    body = _dressed(body, card, around)
    state = STATE.match(body)
    if state:
        body = body[state.end() :]
    body = body.replace("<p>", '<p class="short">', 1)
    return (
        f'<section class="card" aria-labelledby="{card.id}">\n{heading.strip()}\n'
        f"{state[1] if state else ''}"
        f'<details class="answer" open><summary>Answer</summary>\n{body.strip()}\n'
        f"{_foot(card, around)}</details>\n</section>\n"
    )


def _take_along(page: Page, around: Surroundings) -> str:
    """The page as a notebook: to download, and where it is known to open it."""
    path = around.base + notebook.path(page)
    links = [f'<a href="{path}" download>Download notebook</a>']
    if colab := notebook.colab(page, around.repo):
        links.append(f'<a href="{colab}">Open in Colab</a>')
    return f'<p class="take-along">{" · ".join(links)}</p>'


def _lab(content: str, page: Page, around: Surroundings) -> str:
    """One frame around all of a lab: it is one program."""
    for card in page.cards:
        content = _dressed(content, card, around).strip()
        content += f"\n{_foot(card, around)}\n"
    return f'<section class="lab">\n{content}</section>\n'


def _dressed(body: str, card: Card, around: Surroundings) -> str:
    """Programs named, outputs marked, figures with their room; no comments."""
    body = _programs(body, card, around)
    body = OUTPUT.sub('<div class="language-text highlight output">', body)
    return _images(COMMENT.sub("", body), card, around)


def _programs(body: str, card: Card, around: Surroundings) -> str:
    """Name the program of each block; a bar above the first block of each."""
    blocks = [
        (program, i == 0)
        for program in card.programs
        for i, _ in enumerate(program.blocks)
    ]
    pieces = body.split(PYTHON)
    done = [pieces[0]]
    for piece, (program, first) in zip(pieces[1:], blocks, strict=True):
        marked = PYTHON.replace("<div", f'<div data-program="{program.name}"')
        done.append((_bar(program, around) if first else "") + marked + piece)
    return "".join(done)


def program_path(program: Program) -> str:
    """Where the site serves a program: `snippets/<page>/<card>.py`."""
    return f"snippets/{program.page}/{program.file.name}"


def _bar(program: Program, around: Surroundings) -> str:
    link = f"{around.base}{program_path(program)}"
    return (
        f'<div class="program-bar"><a href="{link}">{program.file.name}</a>'
        f'<button type="button" data-copy="{program.name}" class="needs-js">'
        "Copy program</button></div>\n"
    )


def _images(body: str, card: Card, around: Surroundings) -> str:
    """Figures take their room before they load, and open when clicked."""
    figures = [
        svg
        for program in card.programs
        if program.name in around.results
        for svg in around.results[program.name].figures
    ]
    named = dict(zip(figure_files(card, len(figures)), figures, strict=True))

    def replace(match: re.Match[str]) -> str:
        size = SIZE.search(named.get(posixpath.basename(match[2]), ""))
        width, height = (
            (round(float(n) * 4 / 3) for n in size.groups()) if size else (0, 0)
        )
        room = f' width="{width}" height="{height}"' if size else ""
        return (
            f'<p class="figure"><a href="{match[2]}"><img alt="{match[1]}" '
            f'src="{match[2]}"{room} loading="lazy" decoding="async"></a></p>'
        )

    return IMAGE.sub(replace, body)


def _foot(card: Card, around: Surroundings) -> str:
    results = [around.results.get(program.name) for program in card.programs]
    ran = [result for result in results if result]
    told = []
    if ran and len(ran) == len(results):
        seconds = sum(result.seconds for result in ran)
        day = max(result.when for result in ran)[:10]
        time = f'<time datetime="{max(result.when for result in ran)}">{day}</time>'
        told.append(f"Ran on {time} in {seconds:.1f} s, {html.escape(around.versions)}")
    held = claims.foot(card, around.records) if around.records else ""
    if held:
        link = f'<a href="{around.proof}#{card.page}">{held}</a>'
        told.append(link if around.proof else held)
    if around.edit:
        for text, file in [
            ("Edit this card", card.heading.file),
            *(("Edit the program", program.file) for program in card.programs[:1]),
        ]:
            path = file.relative_to(around.project.root).as_posix()
            told.append(f'<a href="{around.edit}{path}">{text}</a>')
    return f'<p class="card-foot">{" · ".join(told)}</p>' if told else ""
