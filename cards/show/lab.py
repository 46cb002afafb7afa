"""A lab on the site: its cells with what they print, in one frame.

What a lab prints is not recorded in its file: it is put below each cell anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cards.read.comments import EXPECTED
from cards.read.model import Page
from cards.run.job import Result


def markdown(page: Page, results: Mapping[str, Result]) -> str:
    """A lab's page as Markdown, with what each cell printed, so far as it is known."""
    printed: dict[int, str] = {}
    for program in page.programs:
        if program.name in results:
            outputs = results[program.name].printed
            fences = [id(block.fence) for block in program.blocks]
            printed |= zip(fences, outputs, strict=True)
    lines: list[str] = []
    output = ""
    for line in page.lines:
        lines.append(str(line))
        output = printed.get(id(line), output)
        if line == "```" and output.strip():
            lines += ["", EXPECTED, *fenced(output)]
            output = ""
    return "\n".join(lines) + "\n"


def fenced(output: str) -> list[str]:
    """A text block, whatever backticks are in it."""
    longest = max(map(len, re.findall("`+", output)), default=0)
    ticks = "`" * max(3, longest + 1)
    return [f"{ticks} text", output.strip("\n"), ticks]
