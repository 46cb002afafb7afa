"""A line that knows where it stands, and a fault that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class Line(str):
    """A line of text that knows its file and its number in it (from 1)."""

    file: Path
    number: int

    def __new__(cls, text: str, file: Path, number: int) -> Line:
        self = super().__new__(cls, text)
        self.file, self.number = file, number
        return self

    def __radd__(self, before: str) -> Line:  # the preprocessor indents by `+`
        return Line(before + str(self), self.file, self.number)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, and where. `detail` may be a traceback."""

    file: Path
    line: int
    card: str
    what: str
    detail: str = ""

    def show(self, root: Path) -> str:
        file = self.file
        if file.is_relative_to(root):
            file = file.relative_to(root)
        card = f" [{self.card}]" if self.card else ""
        text = f"{file.as_posix()}:{self.line}{card} {self.what}"
        return "\n    ".join([text, *self.detail.rstrip().splitlines()])
