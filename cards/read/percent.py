"""A Python file in percent format, read as the Markdown page that it means.

    # %% [markdown]
    # # Title                       a cell of Markdown, behind `# `
    # %%
    print("a cell of code")

So all the rest of the engine knows how to check, run and show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cards.read.source import Fault, SourceLine

MARKDOWN, CODE = "# %% [markdown]", "# %%"


def read(raw: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Fault]]:
    """The lines as those of a Markdown page, each with its place in the file."""
    lines: list[SourceLine] = []
    faults: list[Fault] = []

    def fault(line: SourceLine, what: str) -> None:
        faults.append(Fault(line.file, line.number, "", what))

    for head, body in _cells(raw):
        if head == CODE:
            lines.append(head.with_text("``` python"))
            lines += _stripped(body)
            lines += map(head.with_text, ("```", ""))
        elif head == MARKDOWN:
            for line in body:
                text = line.with_text(line[2:])
                if line.strip() and not re.match(r"#(?: |$)", line):
                    fault(line, "a line of a Markdown cell begins with '# '")
                elif re.match(r"\s*[`~]{3,} *(?:py|\{)", text):
                    fault(line, "code in a Markdown cell is not run: give it a cell")
                else:
                    lines.append(text)
        elif head:
            fault(head, f"a cell begins with {CODE!r} or {MARKDOWN!r} alone")
        elif text_before := [line for line in body if line.strip()]:
            fault(text_before[0], f"a line before the first cell ({CODE})")
    return lines, faults


def _cells(raw: Sequence[SourceLine]) -> Iterator[tuple[SourceLine, list[SourceLine]]]:
    """The first line of each cell and the others; first what stands before any."""
    body: list[SourceLine] = []
    head = SourceLine("", Path(), 0)  # nothing is told of it
    for line in raw:
        if line.startswith(CODE):
            yield head, body
            head, body = line.with_text(line.rstrip()), []
        else:
            body.append(line)
    yield head, body


def _stripped(lines: list[SourceLine]) -> list[SourceLine]:
    """Without the empty lines at both ends, which are no part of a cell."""
    full = [i for i, line in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else []
