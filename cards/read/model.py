"""What a page is: parts in order, grouped into cards, which have programs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Literal

from cards.read.source import Fault, SourceLine

HEADING = re.compile(r"(#{1,6}) +(.+?)(?: +#+)?(?: *\{ *#([\w-]+)[^}]*\})? *$")
FENCE = re.compile(r"(\s*)(`{3,}|~{3,})(.*)$")


# prose: no cards, its blocks run all the same; lab: a Python file in percent
# format, one long program
PageKind = Literal["cards", "prose", "lab"]


@dataclass
class Block:
    """A fenced Python block: its lines, and the output the page says it prints."""

    lines: list[SourceLine]
    fence: SourceLine
    last: int  # page line of the closing fence
    expected: list[SourceLine] | None = None
    expected_at: tuple[int, int] | None = None  # page lines, comment to fence end
    announced: frozenset[str] = frozenset()  # "nan", "inf"
    fails: bool = False


@dataclass
class Program:
    """The blocks of one file under one heading, run in order as one program."""

    page: str
    card: str
    name: str  # "page#card", and "page#card__variant" for a second one
    blocks: list[Block]
    kind: PageKind = "cards"  # of its page

    @property
    def file(self) -> Path:
        return self.blocks[0].lines[0].file

    @property
    def lines(self) -> list[SourceLine]:
        return [line for block in self.blocks for line in block.lines]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def recorded(self) -> bool:
        """Whether its page says what it prints; of a lab it does not."""
        return self.kind != "lab"

    @property
    def fails(self) -> bool:
        """Whether the program is meant to end in an error."""
        return self.blocks[-1].fails


@dataclass
class Image:
    alt: str
    target: str
    line: SourceLine


@dataclass
class Card:
    """A level-two heading and all that stands under it."""

    page: str
    id: str
    title: str
    heading: SourceLine
    lines: list[SourceLine]  # after the heading, before the next one
    programs: list[Program] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    prose: list[SourceLine] = field(default_factory=list)  # lines outside of fences

    @property
    def name(self) -> str:
        return f"{self.page}#{self.id}"

    @property
    def answer(self) -> str:
        """The first paragraph, or nothing where something else comes first."""
        paragraphs = self.paragraphs()
        first = paragraphs[0] if paragraphs else ""
        fenced = self.lines and FENCE.match(
            next((line for line in self.lines if line.strip()), "")
        )
        plain = not fenced and not re.match(r"[<!#|>*+-]|\d+\. ", first)
        return first if plain else ""

    def paragraphs(self) -> list[str]:
        """The paragraphs outside of fences, each as one line."""
        groups = groupby(self.prose, key=lambda line: bool(line.strip()))
        return [" ".join(map(str.strip, lines)) for text, lines in groups if text]


@dataclass
class Page:
    name: str  # "activations", or "README" for a file outside of docs/
    file: Path
    kind: PageKind
    cards: list[Card]
    lines: list[SourceLine]
    faults: list[Fault]
    anchors: set[str]
    shown: list[SourceLine]  # the lines that includes brought in
    prose: list[SourceLine]  # the lines outside of fences

    @property
    def has_programs(self) -> bool:
        """Whether it is a page of programs, not of words that hold some."""
        return self.kind != "prose"

    @property
    def title(self) -> str:
        """The heading of level one, or the name where there is none."""
        found = (HEADING.match(line) for line in self.prose)
        return next((m[2] for m in found if m and len(m[1]) == 1), self.name)

    @property
    def programs(self) -> list[Program]:
        return [program for card in self.cards for program in card.programs]


def card_file(card: str) -> str:
    """Name of the program of a card: `dying-relu` → `dying_relu.py`."""
    return card.replace("-", "_") + ".py"


def card_id(file: Path) -> str:
    """The reverse. A second program of a card is `<card>__<variant>.py`."""
    return file.stem.split("__")[0].replace("_", "-")
