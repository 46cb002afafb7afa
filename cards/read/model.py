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
    output: int | None = None  # index of the fence with the expected output
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
    def card_name(self) -> str:
        return f"{self.page}#{self.card}"

    @property
    def lines(self) -> list[SourceLine]:
        return [line for block in self.blocks for line in block.lines]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def idea(self) -> str:
        """The text of its first part, which is what people paste."""
        return "\n".join(self.blocks[0].lines) + "\n"

    @property
    def recorded(self) -> bool:
        """Whether its page says what it prints; of a lab it does not."""
        return self.kind != "lab"

    @property
    def fails(self) -> bool:
        """Whether the program is meant to end in an error."""
        return self.blocks[-1].fails


@dataclass
class Part:
    """A stretch of a page, in its order.

    "prose": lines outside of fences, comments to the engine among them; "code": a
    Python block; "output": what the page says that a block prints; "listing": any
    other fence, whole. Of code and output `lines` are those inside the fence, and
    `block` is the Python block. `fold` is the summary under which code is folded,
    or empty where it stands open.
    """

    kind: Literal["prose", "code", "output", "listing"]
    lines: list[SourceLine]
    block: Block | None = None
    fold: str = ""


@dataclass
class Predict:
    """A question on a card's output: the options, and which of them is right.

    `answer` is the part of the right one that the output has to say.
    """

    question: str
    options: list[str]
    right: int
    answer: str
    line: SourceLine


@dataclass
class Image:
    alt: str
    target: str
    line: SourceLine


@dataclass
class Card:
    """A level-two heading and all that stands under it.

    Its first part is prose, and begins with the heading.
    """

    page: str
    id: str
    title: str
    heading: SourceLine
    parts: list[Part] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    predict: Predict | None = None

    @property
    def prose(self) -> list[SourceLine]:
        """The lines outside of fences, after the heading."""
        prose = (part for part in self.parts if part.kind == "prose")
        return [line for part in prose for line in part.lines][1:]

    @property
    def lines(self) -> list[SourceLine]:
        """All lines after the heading but those of the fences themselves."""
        return [line for part in self.parts for line in part.lines][1:]

    @property
    def name(self) -> str:
        return f"{self.page}#{self.id}"

    @property
    def answer(self) -> str:
        """The first paragraph, or nothing where something else comes first."""
        first = next(iter(paragraphs(self.parts[0].lines[1:])), "")
        return "" if re.match(r"[<!#|>*+-]|\d+\. ", first) else first

    @property
    def printed(self) -> list[str]:
        """The lines that the page says its programs print."""
        outputs = (part.lines for part in self.parts if part.kind == "output")
        return [line for lines in outputs for line in lines]


@dataclass
class Page:
    """A page or lab; its `name` is its path in `docs/` without the suffix."""

    name: str
    file: Path
    kind: PageKind
    meta: dict[str, str] = field(default_factory=dict)  # the front matter's plain lines
    parts: list[Part] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    lines: list[SourceLine] = field(default_factory=list)  # includes expanded
    faults: list[Fault] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def fault(self, line: SourceLine, what: str) -> None:
        """Note what is wrong at a line; of which card is told when all is read."""
        self.faults.append(Fault(line.file, line.number, "", what))

    def card_at(self, number: int) -> Card | None:
        """The card that a line of the page's own file belongs to."""
        before = [card for card in self.cards if card.heading.number <= number]
        return before[-1] if before else None

    @property
    def prose(self) -> list[SourceLine]:
        """The lines outside of fences."""
        prose = (part for part in self.parts if part.kind == "prose")
        return [line for part in prose for line in part.lines]

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


def paragraphs(lines: list[SourceLine]) -> list[str]:
    """Paragraphs of prose, each as one line."""
    groups = groupby(lines, key=lambda line: bool(line.strip()))
    return [" ".join(map(str.strip, lines)) for text, lines in groups if text]


def figure_files(card: Card, count: int) -> list[str]:
    """Names of a card's figures: `<id>.svg`, `<id>-2.svg`, …"""
    return [f"{card.id}{f'-{i}' if i > 1 else ''}.svg" for i in range(1, count + 1)]


def card_file(card: str) -> str:
    """Name of the program of a card: `dying-relu` → `dying_relu.py`."""
    return card.replace("-", "_") + ".py"


def card_id(file: Path) -> str:
    """The reverse. A second program of a card is `<card>__<variant>.py`."""
    return file.stem.split("__")[0].replace("_", "-")
