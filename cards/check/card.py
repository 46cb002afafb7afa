"""What one card must be and do."""

from __future__ import annotations

import ast
import difflib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pymdownx.snippets import SnippetPreprocessor

from cards.check.compare import same, tidy
from cards.check.idea import idea_faults, prediction_faults
from cards.project import Project
from cards.read.model import (
    Block,
    Card,
    Page,
    Program,
    card_file,
    card_id,
    figure_files,
    paragraphs,
)
from cards.read.source import Fault, SourceLine, split_lines
from cards.run.job import Result

NOT_FINITE = re.compile(r"(?<![\w.])[-+]?(nan|inf)(?![\w.])", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?][\"')]*(?=\s+[A-Z(]|\s*$)")


def card_faults(
    project: Project, page: Page, card: Card, results: Mapping[str, Result]
) -> list[Fault]:
    """Every fault of one card, but for those of its page as a whole."""
    faults: list[Fault] = []
    if page.kind == "cards":
        faults += _form(card)
        faults += _files(project, card)
        faults += idea_faults(project, card)
    for program in card.programs:
        faults += _engine(program)
        if program.name in results:
            faults += program_faults(program, results[program.name])
    if all(program.name in results for program in card.programs):
        own = [results[program.name] for program in card.programs]
        faults += _figures(project, card, own)
        faults += prediction_faults(card, own)
    return faults


def _form(card: Card) -> Iterable[Fault]:
    """Does the card have all that a card has?"""

    def fault(what: str, line: SourceLine = card.heading) -> Fault:
        return Fault(line.file, line.number, card.id, what)

    plain = re.sub(r"`[^`]*`|\$[^$]*\$", "x", card.answer)
    if not card.answer:
        yield fault("no short answer: the first paragraph is missing")
    elif len(SENTENCE.findall(plain)) > 3:
        yield fault("the short answer has more than three sentences")
    if not card.programs:
        yield fault("no program")
    texts = paragraphs(card.prose)
    if not any(text.startswith("**In practice.**") for text in texts):
        yield fault("no paragraph **In practice.**")
    source = [text for text in texts if text.startswith("**Source.**")]
    if not source:
        yield fault("no paragraph **Source.**")
    elif not re.search(r"\]\(https?://", source[0]):
        yield fault("the source has no link")
    for image in card.images:
        if len(image.alt.split()) < 3:
            yield fault(f"no alternative text for {image.target}", image.line)
    for line in [card.heading, *card.prose]:
        if "TODO" in line:
            yield fault("still to be written (TODO)", line)


def _files(project: Project, card: Card) -> Iterable[Fault]:
    """Is the program the card's own, and shown whole?"""
    main = project.program_file(card.page, card.id)
    for program in card.programs:
        fence, file = program.blocks[0].fence, program.file
        if file.parent != main.parent or card_id(file) != card.id:
            wanted = f"{card.page}/{card_file(card.id)}"
            what = f"shows another program than its own: include {wanted!r}"
            yield Fault(fence.file, fence.number, card.id, what)
            continue
        for block in program.blocks:
            if not block.lines[0].strip():  # the page drops it: other bytes than ran
                what = "a part begins with an empty line: put that before its marker"
                yield Fault(file, block.lines[0].number, card.id, what)
        shown = [line.number for line in program.lines]
        if shown != sorted(set(shown)):
            what = "shows lines of the program twice or out of order"
            yield Fault(fence.file, fence.number, card.id, what)
        text = split_lines(file.read_text("utf-8-sig"))
        for number, line in enumerate(text, 1):
            marker = SnippetPreprocessor.RE_SNIPPET_SECTION.match(line)
            if line.strip() and not marker and number not in shown:
                yield Fault(file, number, card.id, "this line is not shown on the page")
                break


def _engine(program: Program) -> Iterable[Fault]:
    """Does the program need what works here and nowhere else?"""
    try:
        tree = ast.parse(program.text)
    except (SyntaxError, ValueError):
        return  # told by its run
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        if any(name.partition(".")[0] == "cards" for name in names):
            line = program.lines[node.lineno - 1]
            what = "imports the engine, which readers do not have"
            yield Fault(line.file, line.number, program.card, what)


def program_faults(program: Program, result: Result) -> list[Fault]:
    """Everything that a program did otherwise than its page says."""
    file = program.file
    faults = [
        Fault(file, line, program.card, what, kind="note")
        for line, what in result.notes
    ]
    error = result.error
    if error and (not program.fails or not result.lasting):
        first = error.message.splitlines()[0] if error.message else "fails"
        faults.append(
            Fault(file, error.line, program.card, first, error.trace, error.kind)
        )
        return faults  # what it then printed says nothing
    if program.fails and not error:
        fence = program.blocks[-1].fence
        what = "is marked to fail (xfail) but does not"
        faults.append(Fault(fence.file, fence.number, program.card, what, kind="error"))
    for block, printed in outputs(program, result):
        faults += _not_finite(program, block, printed)
        if program.recorded:
            faults += _output_faults(program, block, printed)
    return faults


def outputs(program: Program, result: Result) -> Iterable[tuple[Block, str]]:
    """Each block that may show output, with what was printed up to it."""
    printed = list(result.printed)
    if program.fails and result.error:
        printed[-1] += result.error.message + "\n"
    collected = ""
    for i, block in enumerate(program.blocks):
        collected += printed[i]
        last = i == len(program.blocks) - 1
        if block.expected is not None or last or not program.recorded:
            yield block, collected
            collected = ""


def _not_finite(program: Program, block: Block, printed: str) -> Iterable[Fault]:
    fence = block.fence
    words = {word.lower() for word in NOT_FINITE.findall(printed)}
    if unannounced := words - block.announced:
        word = sorted(unannounced)[0]
        what = f"prints {word}; if it is meant, announce it: <!--cards:prints {word}-->"
        yield Fault(fence.file, _place(block), program.card, what, kind="note")


def _place(block: Block) -> int:
    return block.expected_at[0] if block.expected_at else block.fence.number


def _output_faults(program: Program, block: Block, printed: str) -> Iterable[Fault]:
    actual = tidy(printed)
    expected = tidy("\n".join(block.expected or []))
    if not same(expected, actual):
        what = "prints something else than the page says"
        if block.expected is None:
            what = "prints something, and the page shows no output"
        change = difflib.unified_diff(expected, actual, "page", "run", lineterm="", n=1)
        detail = "\n".join(change)
        yield Fault(
            block.fence.file, _place(block), program.card, what, detail, "output"
        )


def _figures(project: Project, card: Card, results: list[Result]) -> Iterable[Fault]:
    """Is each figure drawn that the page shows, and shown that is drawn?"""
    if any(result.error and not result.figures for result in results):
        return
    drawn = sum(len(result.figures) for result in results)
    shown = [image for image in card.images if "plots/" in image.target]
    heading = card.heading
    if drawn > len(shown):
        what = f"draws {drawn} figures, the page shows {len(shown)}"
        yield Fault(heading.file, heading.number, card.id, what, kind="figure")
    for i, (image, name) in enumerate(
        zip(shown, figure_files(card, len(shown)), strict=True)
    ):
        line, place = image.line, project.plots / card.page / name
        wanted = Path(os.path.relpath(place, line.file.parent)).as_posix()
        if i >= drawn:
            what = f"no figure is drawn for {image.target}: {drawn} in all"
            yield Fault(line.file, line.number, card.id, what, kind="figure")
        elif image.target != wanted:
            what = f"its figure is {wanted}, not {image.target}"
            yield Fault(line.file, line.number, card.id, what, kind="figure")
