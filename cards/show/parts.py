"""Temporary: the parts of a page, until reading offers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cards.read.model import FENCE, Block, Card, Page
from cards.read.page import EXPECTED
from cards.read.source import SourceLine


@dataclass
class Part:
    kind: Literal["prose", "code", "output"]
    lines: list[SourceLine]
    block: Block | None = None


def parts(page: Page) -> Iterator[Part]:
    blocks = {id(b.fence): b for p in page.programs for b in p.blocks}
    prose: list[SourceLine] = []
    expected = False
    lines = iter(page.lines)
    current: Block | None = None
    for line in lines:
        match = FENCE.match(line)
        if match is None:
            if line.strip() == EXPECTED:
                expected = True
                continue
            prose.append(line)
            continue
        block = blocks.get(id(line))
        inside = []
        for inner in lines:
            if inner.strip() == match[2]:
                break
            inside.append(inner)
        if block:
            yield Part("prose", prose)
            prose = []
            current = block
            yield Part("code", block.lines, block)
        elif expected:
            yield Part("prose", prose)
            prose = []
            yield Part("output", inside, current)
        else:
            prose += [line, *inside, inner]
        expected = False
    yield Part("prose", prose)


def card_parts(page: Page, card: Card) -> Iterator[Part]:
    """Those of one card, from its heading on."""
    inside = False
    for part in parts(page):
        if part.kind != "prose":
            if inside:
                yield part
            continue
        lines = []
        for line in part.lines:
            if any(line is other.heading for other in page.cards):
                inside = line is card.heading
            if inside:
                lines.append(line)
        if lines:
            yield Part("prose", lines)
