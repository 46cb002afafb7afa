"""What a reader is told of proof: at a card's foot, and as lists of a page.

<!--cards:claims-->     every assertion, by page and card, and how far it held
<!--cards:versions-->   the releases under which all cards were run
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from cards.project import Project
from cards.prove.ledger import Records, Standing
from cards.prove.replicate import assertions
from cards.read.model import Card, Page, Program


def foot(card: Card, records: Records) -> str:
    """`held for 20 of 20 seeds`, then under which versions; empty if unknown."""
    standing = records.standing(card)
    if not standing:
        return ""
    told = [_held(standing)]
    spans = records.spans(card)
    for name in records.project.settings.packages[:1]:
        oldest, newest = (_short(version) for version in spans.get(name, ("", "")))
        if oldest:
            told.append(f"{name} {oldest}" + f" to {newest}" * (newest != oldest))
    return ", ".join(told)


def _held(standing: Standing) -> str:
    if not standing.seeds:
        return "nothing in it is random"
    return f"held for {standing.held} of {standing.seeds} seeds"


def _short(version: str) -> str:
    """2.13.0 → 2.13"""
    return ".".join(version.split(".")[:2])


def claims(pages: Sequence[Page], project: Project) -> Iterator[str]:
    """Every assertion as Markdown: a section for each page, an item for each card."""
    records = Records(project)
    for page in pages:
        yield f"\n### [{page.title}]({page.file.name}) {{ #{page.name} }}\n"
        for card in page.cards:
            standing = records.standing(card)
            held = f" · {_held(standing)}" if standing else ""
            yield f"-   [{card.title}]({page.file.name}#{card.id}){held}\n"
            for program in card.programs:
                yield from (f"    - {claim}" for claim in _claims(program))
            yield ""


def _claims(program: Program) -> Iterator[str]:
    try:
        found = assertions(program)
    except SyntaxError:  # told by its run
        found = []
    for node in found:
        yield _code(ast.unparse(node.test))
    if program.fails:
        yield f"{_code(program.file.name)} ends in the error that the card shows"


def _code(text: str) -> str:
    """Markdown's code span of any text."""
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text}{ticks}"


def versions(project: Project) -> Iterator[str]:
    """A table, the newest first; a row for each set of releases."""
    rows = Records(project).rows[::-1]
    if not rows:
        return
    names = ["python", *project.settings.packages]
    titles = ["Python", *project.settings.packages]
    yield "| " + " | ".join([*titles, "programs that hold", "last verified"]) + " |"
    yield "|---" * (len(titles) + 2) + "|"
    for row in rows:
        held = f"{len(row['held'])} of {len(row['held']) + len(row['failed'])}"
        cells = [row["versions"].get(name, "") for name in names]
        yield "| " + " | ".join([*cells, held, row["date"]]) + " |"
