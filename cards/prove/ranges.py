"""What a printed number is worth: its range over the seeds of a replication.

They are kept in a file with a line for each program, `name: [fingerprint, rows of
its first output, rows of its second, …]`. A row stands for a printed line:
`90.4,94.0;;0.2,0.7` has the lowest and the highest value of its first and third
number, as they were printed; the second is the same for every seed. `?3` is a line
that has other words, or is not there, for three of the seeds; below the last line
it says that three print more. What is the same to the end goes without saying.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cards.check.card import outputs
from cards.check.compare import NUMBER, same, tidy
from cards.files import table
from cards.read.model import Program
from cards.run.job import Result
from cards.run.seeds import fingerprint

OTHER = re.compile(r"\?([1-9]\d*)")


@dataclass(frozen=True)
class Span:
    """A number of a shown output, [start, end), and its range as it was printed.

    Or, with no range, a whole line that is another one for `other` of the seeds;
    where `start` is `end`, so many print more below it.
    """

    start: int
    end: int
    low: str = ""
    high: str = ""
    other: int = 0


def rows(program: Program, results: Sequence[Result]) -> list[list[str]]:
    """A row for each line of each output; the first result is the page's."""
    shown = [[text for _, text in outputs(program, result)] for result in results]
    made = [_rows([tidy(text) for text in runs]) for runs in zip(*shown, strict=True)]
    return _trimmed(made)


def _rows(runs: Sequence[Sequence[str]]) -> list[str]:
    count = len(runs[0]) + 1  # one below the last: do others print more?
    whole = [[*lines, *[""] * count][:count] for lines in runs]
    return _trimmed([_row(lines) for lines in zip(*whole, strict=True)])


def _trimmed(found: list[Any]) -> list[Any]:
    """Without what says nothing at the end."""
    while found and not found[-1]:
        found.pop()
    return found


def _row(lines: Sequence[str]) -> str:
    forms = [_form(line) for line in lines]
    if others := sum(form != forms[0] for form in forms):
        return f"?{others}"
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


def spans(text: str, found: Sequence[str]) -> list[Span]:
    """Where what rows tell stands in a shown output.

    Raises ValueError where they are not of this output.
    """
    end = len(text.rstrip("\n"))
    start = len(text) - len(text.lstrip("\n"))  # as `tidy` has it
    lines = text[start:end].split("\n") if start < end else []
    if len(found) > len(lines) + 1:
        raise ValueError(f"has {len(found)} rows for {len(lines)} lines")
    made: list[Span] = []
    for line, row in zip([*lines, ""], found, strict=False):
        start = min(start, end)  # what others print more stands below
        if other := OTHER.fullmatch(row):
            made.append(Span(start, start + len(line), other=int(other[1])))
        elif row:
            made += _numbers(line, start, row.split(";"))
        start += len(line) + 1
    return made


def _numbers(line: str, start: int, told: Sequence[str]) -> list[Span]:
    """The spans of a line that begins at `start`."""
    numbers = list(NUMBER.finditer(line))
    if len(told) > len(numbers):
        raise ValueError(f"has {len(told)} numbers for the {len(numbers)} of {line!r}")
    made = []
    for number, text in zip(numbers, told, strict=False):
        if not text:
            continue
        low, _, high = text.partition(",")
        if not all(map(NUMBER.fullmatch, (low, high))):
            raise ValueError(f"has no range in {text!r}")
        if not _between(low, number[0].rstrip(" %"), high):
            raise ValueError(f"has {text!r} for the {number[0]} of {line!r}")
        a, b = number.span()
        made.append(Span(start + a, start + b, low, high))
    return made


def _between(low: str, number: str, high: str) -> bool:
    """Whether a number is in a range, up to its last digit."""
    inside = _value(low) <= _value(number) <= _value(high)
    return inside or same([low], [number]) or same([high], [number])


def by_block(program: Program, entry: Sequence[Any]) -> dict[int, list[Span]]:
    """By index of the block: the spans of its output, where it has any.

    The places are those in the block's `expected` lines joined by "\\n". Raises
    ValueError where the entry is of other words, or not of these outputs.
    """
    words, *found = entry
    if words != fingerprint(program.text):
        raise ValueError("is of a program that has changed since")
    last = len(program.blocks) - 1
    blocks = [(i, block.expected) for i, block in enumerate(program.blocks)]
    shown = [(i, lines) for i, lines in blocks if lines is not None or i == last]
    if len(found) > len(shown):
        raise ValueError(f"has {len(found)} outputs, not {len(shown)}")
    pairs = zip(shown, found, strict=False)
    made = {i: spans("\n".join(lines or []), told) for (i, lines), told in pairs}
    return {i: found for i, found in made.items() if found}


def read(file: Path) -> dict[str, list[Any]]:
    """What is recorded, by program; nothing where there is no such file.

    Raises ValueError on a file that is not a record.
    """
    entries = table(file)
    for name, entry in entries.items():
        words, *outputs = entry if isinstance(entry, list) and entry else [None]
        texts = [row for rows in outputs if isinstance(rows, list) for row in rows]
        lists = all(isinstance(rows, list) for rows in outputs)
        if not lists or not all(isinstance(text, str) for text in [words, *texts]):
            raise ValueError(f"the entry of {name} is not whole")
    return entries


def dump(entries: Mapping[str, Sequence[Any]]) -> str:
    """The text of the file: a line for each program, in the order of their names."""
    lines = [f"\n{_short(name)}: {_short(entries[name])}" for name in sorted(entries)]
    return "{" + ",".join(lines) + "\n}\n"


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
