"""Page → parts → cards → programs, each line traced to the file it came from.

Everything that this does not understand becomes a `Fault`: nothing is skipped in
silence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from markdown.extensions.toc import slugify

from cards.read import percent
from cards.read.fences import blocks, fences, unfenced
from cards.read.includes import expand
from cards.read.model import (
    HEADING,
    Block,
    Card,
    Image,
    Page,
    PageKind,
    Part,
    Program,
)
from cards.read.remarks import FOLD, fold, remarks
from cards.read.source import Fault, SourceLine, split_lines

# a bracket may stand in the alternative text
IMAGE = re.compile(r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^)\s]+)[^)]*\)")
# where str.splitlines ends a line and Markdown does not
BREAK = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def parse(
    file: Path, snippets: Path, name: str | None = None, kind: PageKind | None = None
) -> Page:
    """Read a page and all that it includes. Never raises on bad content.

    `snippets` is the folder that includes are relative to. Without a `kind` a
    Python file is a lab, and a page has cards unless its front matter says
    `cards: false`.
    """
    page = Page(name or file.stem, file, kind or "cards")
    try:
        text = file.read_text(encoding="utf-8-sig")  # as MkDocs does
    except (OSError, UnicodeDecodeError) as error:
        page.fault(SourceLine("", file, 1), f"cannot be read: {error}")
        return page
    lines = enumerate(split_lines(text), 1)
    raw = [SourceLine(line, file, n) for n, line in lines]
    skip, meta = _front_matter(raw)
    if kind is None and file.suffix == ".py":
        page.kind = "lab"
    elif kind is None and meta.get("cards") == "false":
        page.kind = "prose"
    if page.kind == "lab":
        page.lines, page.faults = percent.read(raw)
    else:
        page.lines = expand(page, raw[skip:], snippets)
    found = fences(page)
    made = blocks(page, found)
    heads = _headings(page, found)
    page.parts = list(_parts(page, found, made, heads))
    _cards(page, heads)
    for card in page.cards:
        _fill(card, page)
    if page.kind == "lab" and (len(page.cards) != 1 or page.parts[0].kind != "prose"):
        what = "a lab begins with its title, the one heading of level one"
        page.fault(SourceLine("", file, 1), what)
    unfenced(page, page.prose)
    remarks(page)
    for line in page.lines:
        if found_break := BREAK.search(line):
            what = f"the character U+{ord(found_break[0]):04X} ends a line for some"
            page.fault(line, f"{what} readers, not for others: write an escape")
    page.faults = [_placed(page, fault) for fault in page.faults]
    return page


def _placed(page: Page, fault: Fault) -> Fault:
    """With its card: some faults were found before the cards were."""
    if fault.card or fault.file != page.file:
        return fault
    card = page.card_at(fault.line)
    return replace(fault, card=card.id) if card else fault


def _front_matter(raw: list[SourceLine]) -> tuple[int, dict[str, str]]:
    """Number of lines it takes, and its plain `key: value` lines."""
    if not raw or raw[0].rstrip() != "---":
        return 0, {}
    end = next((i for i, line in enumerate(raw[1:], 1) if line.rstrip() == "---"), 0)
    pairs = (line.partition(":") for line in raw[1:end])
    return end + 1 if end else 0, {k.strip(): v.strip() for k, _, v in pairs}


def _headings(page: Page, found: dict[int, int]) -> dict[int, re.Match[str]]:
    """Index → heading, of those that begin a card or section; all are anchors."""
    inside = {i for start, end in found.items() for i in range(start, end + 1)}
    first, last = {"cards": (2, 2), "prose": (1, 2), "lab": (1, 1)}[page.kind]
    heads: dict[int, re.Match[str]] = {}
    for i, line in enumerate(page.lines):
        match = None if i in inside else HEADING.match(line)
        if match is None:
            continue
        level, title, anchor = len(match[1]), match[2], match[3]
        page.anchors.add(anchor or slugify(title, "-"))
        if page.kind == "cards" and level == 2 and not anchor:
            page.fault(line, "a card's heading names its id: ## Question? { #id }")
        if first <= level <= last:
            heads[i] = match
    return heads


def _parts(
    page: Page,
    found: dict[int, int],
    made: dict[int, Block],
    heads: dict[int, re.Match[str]],
) -> list[Part]:
    """The page cut at its fences, and before each card."""
    printed = {block.output: block for block in made.values()}
    parts: list[Part] = []
    prose: list[SourceLine] = []

    def close() -> None:
        if prose:
            parts.append(Part("prose", prose.copy()))
            prose.clear()

    i = 0
    while i < len(page.lines):
        if i in heads:
            close()
        if i not in found:
            prose.append(page.lines[i])
            i += 1
            continue
        end = found[i]
        summary = fold(prose)
        close()
        if i in made:
            parts.append(Part("code", made[i].lines, made[i], summary))
        elif i in printed:
            inner = page.lines[i + 1 : end]
            parts.append(Part("output", inner, printed[i]))
        else:
            parts.append(Part("listing", page.lines[i : end + 1]))
        i = end + 1
    close()
    return parts


def _cards(page: Page, heads: dict[int, re.Match[str]]) -> None:
    """Give each card or section its parts."""
    starts = {id(page.lines[i]): match for i, match in heads.items()}
    card: Card | None = None
    for part in page.parts:
        match = starts.get(id(part.lines[0])) if part.lines else None
        if part.kind == "prose" and match:
            line = part.lines[0]
            name = match[3] or slugify(match[2], "-")
            if any(other.id == name for other in page.cards):
                if page.kind == "prose" and not match[3]:  # as the site numbers them
                    name = f"{name}_{sum(name == c.id for c in page.cards)}"
                else:
                    what = f"the id {name} is taken by an earlier heading"
                    page.faults.append(Fault(line.file, line.number, name, what))
            card = Card(page.name, name, match[2], line)
            if page.kind == "lab":  # its name is that of the file: `labs#recipe`
                card.page, card.id = page.file.parent.name, page.file.stem
            page.cards.append(card)
        if card:
            card.parts.append(part)
        elif part.kind == "code" and part.block:
            what = "a block before the first heading belongs to nothing, and is not run"
            if page.kind == "cards":
                what = "a block before the first card belongs to no card"
            page.fault(part.block.fence, what)


def _fill(card: Card, page: Page) -> None:
    """Give a card its programs, images and question."""
    card.images = [
        Image(match[1], match[2], line)
        for line in card.prose
        for match in IMAGE.finditer(re.sub(r"`[^`]*`", "", line))
    ]
    code = [part for part in card.parts if part.kind == "code"]
    mine = [part.block for part in code if part.block]
    for file, group in groupby(mine, key=lambda block: block.lines[0].file):
        variant = file.stem.partition("__")[2] or str(len(card.programs) + 1)
        name = f"{card.name}__{variant}" if card.programs else card.name
        taken = sum(name == other.name for other in page.programs)
        if taken:  # two cards of one id, which is a fault: their results are two
            name = f"{name}__again{taken}"
        program = Program(card.page, card.id, name, list(group), page.kind)
        card.programs.append(program)
    # in a card that folds a part the later ones are evidence, named or not
    if any(part.fold for part in code):
        first = [program.blocks[0] for program in card.programs]
        for part in code:
            if part.block not in first:
                part.fold = part.fold or FOLD
