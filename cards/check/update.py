"""Recorded outputs rewritten from the run.

Pages are written whole or not at all, and only where the run went well: a
program that fails never costs a page its old output.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from cards.check.card import card_faults, ended_well, outputs
from cards.check.compare import same
from cards.files import write
from cards.project import Project
from cards.read.comments import EXPECTED
from cards.read.model import Block, Card, Page
from cards.read.source import Fault, split_lines
from cards.run.job import Result


def update(
    project: Project, page: Page, cards: Sequence[Card], results: Mapping[str, Result]
) -> tuple[str, list[Fault]]:
    """Write what the programs of `cards` printed into their page.

    Returns the diff, and the faults that updating does not mend.
    """
    faults: list[Fault] = []
    edits: list[tuple[Block, str]] = []
    for card in cards:
        for program in card.programs:
            result = results[program.name]
            if ended_well(program, result):
                edits += outputs(program, result)
        left = card_faults(project, page, card, results)
        faults += [fault for fault in left if fault.kind != "output"]
    old = page.file.read_bytes().decode()
    lines = split_lines(old)
    ending = "\r\n" if "\r\n" in old else "\n"
    for block, printed in sorted(edits, key=lambda e: e[0].last, reverse=True):
        _record(lines, block, printed)
    name = page.file.relative_to(project.root).as_posix()
    before, now = f"{name} (before)", f"{name} (now)"
    diff = difflib.unified_diff(split_lines(old), lines, before, now, lineterm="", n=1)
    told = "\n".join(diff)
    if told:
        write(page.file, ending.join(lines) + ending)
    return told, faults


def _record(lines: list[str], block: Block, printed: str) -> None:
    """Replace, add or remove the output fence of one block."""
    output = [line.rstrip() for line in printed.strip("\n").splitlines()]
    old = [line.rstrip() for line in block.expected or []]
    if same(old, output) and bool(old) == bool(output):
        return  # nothing a reader would see: keep the page quiet
    # what would end the fence for some reader, or be taken for an include
    longest = max(map(len, re.findall("`+", printed)), default=0)
    ticks = "`" * max(3, longest + 1)
    output = [re.sub(r"^(\s*)(-+8<-+)", r"\1;\2", line) for line in output]
    fence = [EXPECTED, f"{ticks} text", *output, ticks] if output else []
    if block.expected_at is None:
        lines[block.last : block.last] = ["", *fence]
        return
    first, last = block.expected_at
    kept = [line for line in lines[first - 1 : last] if "cards:prints" in line]
    lines[first - 1 : last] = [*kept, *fence] if fence else []
