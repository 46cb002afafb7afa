"""What a printed number is worth: its range over the seeds of a replication.

A row stands for a printed line: `90.4,94.0;;0.2,0.7` has the lowest and the highest
value of its first and third number, as they were printed; the second is the same
for every seed. A row that takes another form for some seed is `?`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.check.card import outputs
from cards.check.compare import NUMBER
from cards.read.model import Program
from cards.run.job import Result

OTHER = "?"


@dataclass(frozen=True)
class Span:
    """A stretch of shown text, [start, end), and its range as it was printed.

    A whole line, with no range, where the line takes another form for some seed.
    """

    start: int
    end: int
    low: str
    high: str


def rows(program: Program, results: Sequence[Result]) -> list[list[str]]:
    """A row for each line of each output; the first result is the page's."""
    shown = [[text for _, text in outputs(program, result)] for result in results]
    return [_rows([_lines(text) for text in runs]) for runs in zip(*shown, strict=True)]


def _rows(runs: Sequence[Sequence[str]]) -> list[str]:
    found = [
        _row([lines[i] if i < len(lines) else "" for lines in runs])
        for i in range(len(runs[0]))
    ]
    while found and not found[-1]:  # what is the same to the end goes without saying
        found.pop()
    return found


def _row(lines: Sequence[str]) -> str:
    if len({_form(line) for line in lines}) > 1:
        return OTHER
    columns = zip(*(NUMBER.findall(line) for line in lines), strict=True)
    return ";".join(map(_range, columns)).rstrip(";")


def _range(numbers: Sequence[str]) -> str:
    bare = [number.rstrip(" %") for number in numbers]
    low, high = min(bare, key=_value), max(bare, key=_value)
    return f"{low},{high}" if _value(low) != _value(high) else ""


def _value(number: str) -> float:
    return float(number.replace("−", "-"))


def _form(line: str) -> str:
    """A line without its numbers and the padding that depends on them."""
    return "".join(NUMBER.sub(" # ", line).split())


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def spans(text: str, found: Sequence[str]) -> list[Span]:
    """Where the numbers that have a range stand in a shown output."""
    lines = text.split("\n")
    start = 0
    while lines and not lines[0].strip():
        start += len(lines.pop(0)) + 1
    made = []
    for line, row in zip(lines, found, strict=False):
        if row == OTHER:
            made.append(Span(start, start + len(line), "", ""))
        elif row:
            for number, told in zip(
                NUMBER.finditer(line), row.split(";"), strict=False
            ):
                if told:
                    low, _, high = told.partition(",")
                    a, b = number.span()
                    made.append(Span(start + a, start + b, low, high))
        start += len(line) + 1
    return made
