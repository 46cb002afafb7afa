"""Page → parts → cards → programs, each line traced to the file it came from.

Everything that this does not understand becomes a `Fault`: nothing is skipped in
silence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

from markdown.extensions.toc import slugify, unique

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
from cards.read.source import SourceLine, split_lines

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
    skip, page.meta = _front_matter(raw)
    if kind is None and file.suffix == ".py":
        page.kind = "lab"
    elif kind is None and page.meta.get("cards") == "false":
        page.kind = "prose"
    if page.kind == "lab":
        page.lines, page.faults = percent.read(raw)
    else:
        page.lines = expand(page, raw[skip:], snippets)
    found = fences(page)
    made = blocks(page, found)
    _cut(page, found, made, _begin_cards(page, found))
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
    for i, fault in enumerate(page.faults):  # some were found before the cards were
        owner = page.card_at(fault.line) if fault.file == file else None
        page.faults[i] = replace(fault, card=owner.id if owner else "")
    return page


def _front_matter(raw: list[SourceLine]) -> tuple[int, dict[str, str]]:
    """Number of lines it takes, and its plain `key: value` lines."""
    if not raw or raw[0].rstrip() != "---":
        return 0, {}
    end = next((i for i, line in enumerate(raw[1:], 1) if line.rstrip() == "---"), 0)
    pairs = (line.partition(":") for line in raw[1:end])
    return end + 1 if end else 0, {k.strip(): v.strip() for k, _, v in pairs}


def _begin_cards(page: Page, found: dict[int, int]) -> dict[int, Card]:
    """Index of a heading → the card or section that begins; all are anchors."""
    inside = {i for start, end in found.items() for i in range(start, end + 1)}
    first, last = {"cards": (2, 2), "prose": (1, 2), "lab": (1, 1)}[page.kind]
    begun: dict[int, Card] = {}
    for i, line in enumerate(page.lines):
        match = None if i in inside else HEADING.match(line)
        if match is None:
            continue
        level, title, anchor = len(match[1]), match[2], match[3]
        name = anchor or slugify(title, "-")
        page.anchors.add(name)
        if page.kind == "cards" and level == 2 and not anchor:
            page.fault(line, "a card's heading names its id: ## Question? { #id }")
        if not first <= level <= last:
            continue
        taken = {card.id for card in begun.values()}
        if page.kind == "prose" and not anchor:  # as the site numbers them
            name = unique(name, taken)
        elif name in taken:
            page.fault(line, f"the id {name} is taken by an earlier heading")
        card = begun[i] = Card(page.name, name, title, line)
        if page.kind == "lab":  # its name is that of the file: `labs#recipe`
            card.page, card.id = page.file.parent.name, page.file.stem
    return begun


def _cut(
    page: Page, found: dict[int, int], made: dict[int, Block], begun: dict[int, Card]
) -> None:
    """Cut the page at its fences and before each card, and give cards their parts."""
    printed = {block.output: block for block in made.values()}
    after = {end + 1 for end in found.values()}
    prose: list[SourceLine] = []
    for start, end in pairwise(sorted({0, *begun, *found, *after, len(page.lines)})):
        lines = page.lines[start:end]
        if start in begun:
            page.cards.append(begun[start])
        if start in made:
            part = Part("code", made[start].lines, made[start], fold(prose))
        elif start in printed:
            part = Part("output", lines[1:-1], printed[start])
        else:
            part = Part("listing" if start in found else "prose", lines)
        prose = [] if start in found else lines
        page.parts.append(part)
        if page.cards:
            page.cards[-1].parts.append(part)
        elif part.kind == "code":
            what = "a block before the first heading belongs to nothing, and is not run"
            if page.kind == "cards":
                what = "a block before the first card belongs to no card"
            page.fault(lines[0], what)


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
