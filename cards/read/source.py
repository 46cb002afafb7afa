"""A line that knows where it stands, and a fault that tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# what a fault is about, and how a program ended; nothing reads its English
Kind = Literal[
    "form",  # the page is not as a page has to be
    "link",  # it leads nowhere
    "figure",  # drawn and not shown, or shown and not drawn
    "output",  # another one than the page says
    "note",  # the program did what it must not do
    "error",  # it raised
    "assertion",  # its claim did not hold
    "time",  # it ran too long
    "exit",  # it ended its own process, or was killed
    "proof",  # what is recorded is of other programs
]


def split_lines(text: str) -> list[str]:
    """The lines of a text as Markdown and Python end them, without the last empty."""
    lines = re.split(r"\r\n|\r|\n", text)
    return lines if lines[-1] else lines[:-1]


class SourceLine(str):
    """A line of text that knows its file and its number in it (from 1)."""

    file: Path
    number: int

    def __new__(cls, text: str, file: Path, number: int) -> SourceLine:
        self = super().__new__(cls, text)
        self.file, self.number = file, number
        return self

    def __getnewargs__(self) -> tuple[str, Path, int]:  # type: ignore[override]
        return str(self), self.file, self.number

    def __radd__(self, before: str) -> SourceLine:  # the preprocessor indents by `+`
        return self.with_text(before + str(self))

    def with_text(self, text: str) -> SourceLine:
        """Another text at the same place."""
        return SourceLine(text, self.file, self.number)

    def fault(self, card: str, what: str, kind: Kind = "form") -> Fault:
        """What is wrong at this line."""
        return Fault(self.file, self.number, card, what, kind=kind)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, and where. `detail` may be a traceback."""

    file: Path
    line: int
    card: str
    what: str
    detail: str = ""
    kind: Kind = "form"

    def show(self, root: Path) -> str:
        """`file:line [card] what`, the file from `root`; below it the detail."""
        file = self.file
        if file.is_relative_to(root):
            file = file.relative_to(root)
        card = f" [{self.card}]" if self.card else ""
        text = f"{file.as_posix()}:{self.line}{card} {self.what}"
        return "\n    ".join([text, *self.detail.rstrip().splitlines()])
