"""What a number ranged over, in the output that shows it, behind a switch.

The switch is a checkbox and the rest is CSS: what is inserted is there, and hidden
until the box is checked, also where no script runs. What is inserted keeps columns
in line, as far as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from cards.check.compare import NUMBER
from cards.prove.ledger import Span
from cards.show.code import Code, element


@dataclass
class _Line:
    """A line of an output: its numbers, by columns, and what is inserted where."""

    text: str
    told: dict[int, str] = field(default_factory=dict)  # by the end of its number
    inserted: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = [number.span() for number in NUMBER.finditer(self.text)]

    def insert(self, column: int, text: str) -> None:
        self.inserted[column] = self.inserted.get(column, "") + text

    def parts(self) -> Iterator[Element | str]:
        """The text, and in it what is inserted; no room at the line's end."""
        done, last = 0, max(self.inserted, default=0)
        for column, what in sorted(self.inserted.items()):
            yield self.text[done:column]
            done = column
            if column == last and not self.text[column:].strip():
                what = what.rstrip()
            if what:
                yield element("span", what, class_="range")
        yield self.text[done:] + "\n"

    def gap(self, column: int) -> int:
        """Where room can be made from a column on without parting words."""
        here = self.text[max(column - 1, 0) : column + 2]
        if self.text[column : column + 1] == " " and "  " in here:
            return column
        space = "  " if "  " in self.text.strip() else " "
        found = self.text.find(space, column)
        return found if found >= 0 else len(self.text)

    def beside(self, other: _Line) -> bool:
        """Whether a number of each begins or ends in the same column."""
        pairs = ((a, b) for a in self.numbers for b in other.numbers)
        return any(a[0] == b[0] or a[1] == b[1] for a, b in pairs)


def add(code: Code, spans: Sequence[Span], seeds: int) -> None:
    """Put ranges into an output, and the switch that shows them before it."""
    block = next(code.root.iter("code"))
    lines = _lines(block.text or "", spans, seeds)
    made = element("code", *(part for line in lines for part in line.parts()))
    block.text, block[:] = made.text, list(made)
    name = f"{seeds} seeds"
    label = f"{name}: range of each number"
    box = element("input", type="checkbox", aria_label=label)
    switch = element("label", box, f" {name}", class_="seeds")
    if any(span.low for span in spans):
        switch.append(element("span", " [lowest, highest]", class_="range"))
    code.root.insert(0, switch)
    code.keep()


def _lines(text: str, spans: Sequence[Span], seeds: int) -> list[_Line]:
    """The lines of an output, with all that is inserted."""
    text = text.rstrip("\n")
    lines = [_Line(words) for words in text.split("\n")]
    owners = [lines[text.count("\n", 0, span.start)] for span in spans]
    for span, line in zip(spans, owners, strict=True):
        if span.low:
            end = span.end - (text.rfind("\n", 0, span.start) + 1)
            line.told[end] = f" [{span.low}, {span.high}]"
    for table, header in _tables(lines):
        _widen(table, header)
    for span, line in zip(spans, owners, strict=True):
        if span.other:
            below = span.start == len(text)
            told = "\n[more lines" if below else "  [other words"
            told += f" in {span.other} of {seeds} seeds]"
            line.insert(len(line.text), told)
    return lines


def _tables(
    lines: Sequence[_Line],
) -> Iterator[tuple[Sequence[_Line], Sequence[_Line]]]:
    """Lines whose numbers stand below each other, and the line of words above."""
    first = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and lines[i - 1].beside(lines[i]):
            continue
        above = lines[first - 1 : first] if first else []
        header = [line for line in above if "  " in line.text.strip()]
        yield lines[first:i], [line for line in header if not line.told]
        first = i


def _widen(table: Sequence[_Line], header: Sequence[_Line]) -> None:
    """Insert what is told, and as much room in the lines where there is less."""
    for line in table:
        for column, what in line.told.items():
            line.insert(column, what)
    for start, end in _columns(table):
        cells = [[b for a, b in line.numbers if start <= a < end] for line in table]
        if any(len(ends) > 1 for ends in cells):
            continue  # no column: what is told stands where it may
        ends = [cell[0] if cell else -1 for cell in cells]
        told = [line.told.get(b, "") for line, b in zip(table, ends, strict=True)]
        width = max(map(len, told))
        for line, b, what in zip(table, ends, told, strict=True):
            line.insert(line.gap(end) if b < 0 else b, " " * (width - len(what)))
        for line in header:
            line.insert(line.gap(end), " " * width)


def _columns(table: Sequence[_Line]) -> list[tuple[int, int]]:
    """Where numbers of a table overlap, [start, end) from left to right."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(number for line in table for number in line.numbers):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
