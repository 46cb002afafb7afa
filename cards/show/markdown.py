"""Pages as plain Markdown, with all that they include and print.

For models and for whoever reads files the site has each page as Markdown where
it lies in `docs/`, listed in `llms.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from cards.read.comments import EXPECTED, is_unseen, list_of
from cards.read.model import Page, Part
from cards.run.job import Result
from cards.show.links import Site
from cards.show.lists import expand, find
from cards.show.plain import printable

LIST = "llms.txt"
DRAWN = re.compile(r"<svg\b.*?</svg> ?", re.DOTALL)  # words are all that is read
FULL = 2_000_000  # bytes: a larger llms-full.txt is not made
Relink = Callable[[str, Path], str]  # a text and the file that its links lead from


def markdown(page: Page, site: Site, relink: Relink, borrowed: bool = True) -> str:
    """A page's Markdown: includes expanded, lists made, comments dropped.

    `borrowed` are cards of other pages, which it may leave out.
    """
    return _spaced(_pieces(page, page.parts, site, relink, borrowed))


def _pieces(
    page: Page, parts: list[Part], site: Site, relink: Relink, borrowed: bool
) -> Iterator[str]:
    """The lines of prose, and each block of code whole."""
    printed = _printed(page, site.results) if page.kind == "lab" else {}
    for part in parts:
        if part.kind == "prose":
            yield from _prose(part, page, site, relink, borrowed)
        else:
            yield from _block(part, printed)


def lab_source(page: Page, site: Site) -> str:
    """A lab as the Markdown of a page, with what each cell printed."""
    printed = _printed(page, site.results)
    lines: list[str] = []
    for part in page.parts:
        prose = part.kind == "prose"
        lines += part.lines if prose else _block(part, printed, EXPECTED)
    return "\n".join(lines) + "\n"


def _printed(page: Page, results: Mapping[str, Result]) -> dict[int, str]:
    """What each block of a page printed, so far as it is known."""
    printed: dict[int, str] = {}
    for program in page.programs:
        if result := results.get(program.name):
            printed |= zip(map(id, program.blocks), result.printed, strict=False)
    return printed


def _block(part: Part, printed: Mapping[int, str], mark: str = "") -> list[str]:
    """A part that is no prose; below it, behind the mark, what it printed."""
    text = "\n".join(part.lines)
    if part.kind == "listing":
        return [text]
    if part.kind == "output":
        return _fenced(text, "text")
    output = printed.get(id(part.block), "")
    below = [mark, *_fenced(output, "text")] if output.strip() else []
    return [*_fenced(text, "python"), *below]


def _fenced(text: str, language: str) -> list[str]:
    """A block of text or code, whatever backticks are in it."""
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    ticks = "`" * (longest + 1)
    inside = printable(text).strip("\n")
    return ["", f"{ticks} {language}\n{inside}\n{ticks}", ""]


def _prose(
    part: Part, page: Page, site: Site, relink: Relink, borrowed: bool
) -> Iterator[str]:
    """The prose of a part, line by line, and the cards that it borrows."""
    pieces = groupby(part.lines, key=lambda line: (is_unseen(line), line.file))
    for (unseen, file), lines in pieces:
        if not unseen:
            yield from relink("\n".join(lines), file).split("\n")
            continue
        for line in lines:
            name, argument = list_of(line) or ("", "")
            if name and name != "show":
                made = expand(line, page.file, site)
                yield from relink(made, page.file).split("\n")
            elif name and borrowed and (shown := find(site.project, argument)):
                lender, card = shown
                yield from _pieces(lender, card.parts, site, relink, False)


def _spaced(pieces: Iterable[str]) -> str:
    """One empty line where there are several, but for those inside of blocks."""
    kept: list[str] = []
    for piece in pieces:
        if piece.strip() or (kept and kept[-1].strip()):
            kept.append(piece)
    return "\n".join(kept).strip("\n") + "\n"


def below_title(text: str, line: str) -> str:
    """A page's Markdown with a line under its title, or above all if it has none."""
    first, _, rest = text.partition("\n")
    told = (first, line, rest) if first.startswith("# ") else (line, text)
    return "\n\n".join(part.strip("\n") for part in told) + "\n"


def page_files(site: Site) -> Iterator[tuple[str, str]]:
    """Each page as Markdown, and the lists of them: path and text."""
    for entry, page in site.own:

        def relink(text: str, origin: Path, here: Path = entry.source) -> str:
            return DRAWN.sub("", site.beside(text, origin, here))

        path = site.path(entry.source)
        told = f"> All pages, as Markdown: [{LIST}]({site.address(LIST, path)})"
        yield path, below_title(markdown(page, site, relink), told)
    full = _full(site)
    if full:
        yield "llms-full.txt", full
    yield LIST, _llms(site, bool(full))


def _full(site: Site) -> str:
    """Every page of cards, then the others; nothing where it is too much."""
    own = sorted(site.own, key=lambda item: item[1].kind != "cards")
    texts = [
        (f"<!-- {site.url}{entry.url} -->\n\n" if site.url else "")
        + markdown(page, site, site.in_full, borrowed=False)
        for entry, page in own
    ]
    together = "\n".join(texts)
    return together if len(together.encode()) <= FULL else ""


def _llms(site: Site, full: bool) -> str:
    """The list of pages, in the form that llmstxt.org asks for."""
    sections: dict[str, list[str]] = {"Questions and answers": [], "Optional": []}
    for entry, page in site.own:
        kind = "Questions and answers" if page.kind == "cards" else "Optional"
        link = f"[{entry.title}]({site.url}{site.path(entry.source)})"
        sections[kind].append(f"- {link}: {entry.description}")
    if full:
        link = f"[All pages in one file]({site.url}llms-full.txt)"
        sections["Optional"].append(f"- {link}: the Markdown of every page")
    about = (
        "Each page is here as Markdown, with its programs and what they print. "
        "The program of a card lies at "
        f"`{site.url}snippets/<page>/<card>.py`, as it runs."
    )
    told = [f"# {site.name}", *([f"> {site.description}"] if site.description else [])]
    told.append(about)
    for title, items in sections.items():
        told += [f"## {title}", "\n".join(items)] if items else []
    return "\n\n".join(told) + "\n"
