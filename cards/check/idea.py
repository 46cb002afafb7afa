"""Is a card's idea short, and is its prediction what the run prints?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cards.project import Project
from cards.read.model import Card, Program
from cards.read.source import Fault
from cards.run.job import Result


def idea_faults(project: Project, card: Card) -> Iterable[Fault]:
    """Is the idea short enough to be seen and pasted?"""
    settings = project.settings
    if card.page in settings.old_form or card.name in settings.long_ideas:
        return
    program = main_program(card)
    length = code_lines(program.idea) if program else 0
    if program and length > settings.idea_lines:
        what = f"the idea has {length} lines of code, at most {settings.idea_lines}"
        yield Fault(program.file, program.lines[0].number, card.id, what)


def main_program(card: Card) -> Program | None:
    """The first program that is not meant to fail: with it the card's idea begins."""
    return next((program for program in card.programs if not program.fails), None)


def code_lines(text: str) -> int:
    """Lines of code: blank lines and comments do not count, docstrings do."""
    lines = (line.strip() for line in text.splitlines())
    return sum(bool(line) and not line.startswith("#") for line in lines)


def prediction_faults(card: Card, results: list[Result]) -> Iterable[Fault]:
    """Does the run print the answer, and none of the others?

    The results are those of the card's programs, in their order.
    """
    predict = card.predict
    pairs = zip(card.programs, results, strict=True)
    if predict is None or any(r.error for p, r in pairs if not p.fails):
        return  # told already
    recorded = "\n".join(card.printed)
    for i, option in enumerate(predict.options):
        value = predict.answer if i == predict.right else option
        whole = rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)"
        said = bool(re.search(whole, recorded))
        if said != (i == predict.right):
            line = predict.line
            what = f"the output does not say {value!r}, which it has to"
            if said:
                what = f"the output says {value!r} too, which is to be wrong"
            yield Fault(line.file, line.number, card.id, f"prediction: {what}")
