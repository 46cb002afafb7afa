"""Recorded outputs rewritten from the run; new cards begun.

Pages are written whole or not at all, and only where the run went well: a
program that fails never costs a page its old output.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from cards.check.card import card_faults, outputs, same
from cards.files import UsageError, write
from cards.project import Project
from cards.read.model import Block, Card, Page, card_file
from cards.read.page import EXPECTED
from cards.read.source import Fault
from cards.run.job import Result

RECORDED = ("prints something else", "prints something, and")  # mended by update


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
            if bool(result.error) == program.fails and (
                result.lasting or not result.error
            ):
                edits += list(outputs(program, result))
        left = card_faults(project, page, card, results)
        faults += [fault for fault in left if not fault.what.startswith(RECORDED)]
    old = page.file.read_text("utf-8")
    lines = old.splitlines()
    for block, printed in sorted(edits, key=lambda e: e[0].last, reverse=True):
        _record(lines, block, printed)
    new = "\n".join(lines) + "\n"
    name = page.file.relative_to(project.root).as_posix()
    diff = difflib.unified_diff(
        old.splitlines(), lines, f"{name} (before)", f"{name} (now)", lineterm="", n=1
    )
    if new != old:
        write(page.file, new)
    return "\n".join(diff), faults


def _record(lines: list[str], block: Block, printed: str) -> None:
    """Replace, add or remove the output fence of one block."""
    output = [line.rstrip() for line in printed.strip("\n").splitlines()]
    old = [line.rstrip() for line in block.expected or []]
    if same(old, output) and bool(old) == bool(output):
        return  # nothing a reader would see: keep the page quiet
    ticks = "`" * (3 + 3 * ("```" in printed))
    fence = [EXPECTED, f"{ticks} text", *output, ticks] if output else []
    if block.expected_at is None:
        lines[block.last : block.last] = ["", *fence]
        return
    first, last = block.expected_at
    kept = [line for line in lines[first - 1 : last] if "cards:prints" in line]
    lines[first - 1 : last] = [*kept, *fence] if fence else []


SKELETON_PAGE = """\
# {title}

TODO: one or two sentences on what these cards answer.
"""

SKELETON_CARD = """
## {question} {{ #{card} }}

TODO: the short answer, complete by itself in at most three sentences.

TODO: why; the formula, with every symbol named.

``` python
--8<-- "{page}/{file}"
```

{expected}
``` text
a number: 1
```

**In practice.** TODO: when to use it, when not, the usual mistake and its symptom.

**Source.** TODO: authors, *title*, year, [identifier](https://arxiv.org).
"""

SKELETON_PROGRAM = '''\
"""TODO: what this program shows."""

number = 1

print(f"a number: {number}")
assert number == 1
'''


def new(project: Project, name: str, question: str) -> list[Path]:
    """Begin a card: its program, and its section at the end of its page.

    Returns the files written. Raises UsageError where one is in the way.
    """
    name = name.removeprefix("docs/").replace("#", "/").replace(".md", "")
    if not re.fullmatch(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*", name):
        what = "a card is named page/card, in small letters, digits and hyphens"
        raise UsageError(f"{what}, not {name!r}")
    page_name, card = name.split("/")
    program = project.program_file(page_name, card)
    file = project.docs / f"{page_name}.md"
    known = {page.name: page for page in project.pages}
    if page_name in known and not known[page_name].kind == "cards":
        raise UsageError(f"{page_name} is not a page of cards")
    if page_name in known and card in known[page_name].anchors:
        raise UsageError(f"{page_name} has a card or heading {card!r} already")
    if program.exists():
        raise UsageError(f"{program.relative_to(project.root)} exists already")
    if not question.strip().endswith("?"):
        raise UsageError(f"the heading of a card is a question: {question!r}")
    title = page_name.replace("-", " ").capitalize()
    old = file.read_text("utf-8") if file.exists() else ""
    text = old.rstrip("\n") + "\n" if old else SKELETON_PAGE.format(title=title)
    text += SKELETON_CARD.format(
        question=question.strip(),
        card=card,
        page=page_name,
        file=card_file(card),
        expected=EXPECTED,
    )
    write(program, SKELETON_PROGRAM)
    write(file, text)
    return [program, file]
