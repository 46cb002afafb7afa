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
from cards.read.model import FENCE, Page, Part
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
    return _spaced(list(_lines(page, page.parts, site, relink, borrowed)))


def _lines(
    page: Page, parts: list[Part], site: Site, relink: Relink, borrowed: bool
) -> Iterator[str]:
    printed = _printed(page, site.results) if page.kind == "lab" else {}
    for part in parts:
        if part.kind != "prose":
            yield from _block(part, printed)
            continue
        for text in _prose(part, page, site, relink, borrowed):
            yield from text.split("\n")


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
    return {
        id(block): text
        for program in page.programs
        if program.name in results
        for block, text in zip(
            program.blocks, results[program.name].printed, strict=False
        )
        if text.strip()
    }


def _block(part: Part, printed: Mapping[int, str], mark: str = "") -> list[str]:
    """A part that is no prose; below it, behind the mark, what it printed."""
    if part.kind == "listing":
        return [*part.lines]
    lines = _fenced("\n".join(part.lines), "python" if part.kind == "code" else "text")
    if part.kind == "code" and (output := printed.get(id(part.block))):
        lines += [mark, *_fenced(output, "text")]
    return lines


def _fenced(text: str, language: str) -> list[str]:
    """A block of text or code, whatever backticks are in it."""
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    ticks = "`" * (longest + 1)
    return [
        "",
        f"{ticks} {language}",
        *printable(text).strip("\n").split("\n"),
        ticks,
        "",
    ]


def _prose(
    part: Part, page: Page, site: Site, relink: Relink, borrowed: bool
) -> Iterator[str]:
    """The prose of a part, piece by piece."""
    pieces = groupby(part.lines, key=lambda line: (is_unseen(line), line.file))
    for (unseen, file), lines in pieces:
        if not unseen:
            yield relink("\n".join(lines), file)
            continue
        for line in lines:
            name, argument = list_of(line) or ("", "")
            if name and name != "show":
                yield relink(expand(line, page.file, site), page.file)
            elif name and borrowed and (shown := find(site.project, argument)):
                lender, card = shown
                yield from _lines(lender, card.parts, site, relink, False)


def with_fences(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is of a block, as the fence that opens it is."""
    fence = ""
    for line in lines:
        if match := FENCE.match(line):
            fence = "" if line.strip() == fence else fence or match[2]
        yield line, bool(fence)


def _spaced(lines: list[str]) -> str:
    """One empty line where there are several, but for those inside of blocks."""
    kept: list[str] = []
    for line, inside in with_fences(lines):
        if inside or line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
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
