"""Result against page: everything that can be wrong, as `file:line [card] what`.

All faults are found, not the first; the order is by file and line.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from pymdownx.snippets import SnippetPreprocessor

from cards.files import write
from cards.project import Project, nearest
from cards.read.model import Block, Card, Page, Program, card_file, card_id
from cards.read.source import Fault, SourceLine
from cards.run.job import Result

NUMBER = re.compile(r"(?<![\w.])[-+−]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?: ?%)?")
NOT_FINITE = re.compile(r"(?<![\w.])[-+]?(nan|inf)(?![\w.])", re.IGNORECASE)
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]: +(\S+)|(?:href|src)=\"([^\"]+)\"")
SENTENCE = re.compile(r"[.!?][\"')]*(?=\s+[A-Z(]|\s*$)")


def check(project: Project, results: Mapping[str, Result]) -> list[Fault]:
    """Every fault of the project: of its pages, files and programs."""
    faults = list(project_faults(project))
    for page in project.pages:
        faults += page.faults
        faults += links(project, page)
        for card in page.cards:
            faults += card_faults(project, page, card, results)
    return sorted(set(faults))


def card_faults(
    project: Project, page: Page, card: Card, results: Mapping[str, Result]
) -> list[Fault]:
    """Every fault of one card, but for those of its page as a whole."""
    faults: list[Fault] = []
    if page.kind == "cards":
        faults += _form(card)
        faults += _files(project, card)
    for program in card.programs:
        if program.name in results:
            faults += program_faults(program, results[program.name])
    if all(program.name in results for program in card.programs):
        own = [results[program.name] for program in card.programs]
        faults += _figures(project, card, own)
    return faults


def project_faults(project: Project) -> Iterable[Fault]:
    """Programs that no card shows."""
    pages = {page.name: page for page in project.pages if page.kind == "cards"}
    for file in sorted(project.snippets.rglob("*.py")):
        page = pages.get(file.parent.name)
        if page is None or file.parent.parent != project.snippets:
            names = nearest(file.parent.name, pages)
            yield Fault(file, 1, "", f"no page of cards for its folder {names}")
        elif not any(line.file == file for line in page.shown):
            ids = nearest(card_id(file), (card.id for card in page.cards))
            what = f"no card shows this program: {page.file.name} has none {ids}"
            yield Fault(file, 1, card_id(file), what)


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
    paragraphs = card.paragraphs()
    if not any(text.startswith("**In practice.**") for text in paragraphs):
        yield fault("no paragraph **In practice.**")
    source = [text for text in paragraphs if text.startswith("**Source.**")]
    if not source:
        yield fault("no paragraph **Source.**")
    elif not re.search(r"\]\(https?://", source[0]):
        yield fault("the source has no link")
    for image in card.images:
        if len(image.alt.split()) < 3:
            yield fault(f"no alternative text for {image.target}", image.line)
    for line in [*card.lines, card.heading]:
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
        text = file.read_text("utf-8").splitlines()
        for number, line in enumerate(text, 1):
            marker = SnippetPreprocessor.RE_SNIPPET_SECTION.match(line)
            if line.strip() and not marker and number not in shown:
                yield Fault(file, number, card.id, "this line is not shown on the page")
                break


def program_faults(program: Program, result: Result) -> list[Fault]:
    """Everything that a program did otherwise than its page says."""
    file = program.file
    faults = [Fault(file, line, program.card, what) for line, what in result.notes]
    error = result.error
    if error and (not program.fails or not result.lasting):
        first = error.message.splitlines()[0] if error.message else "fails"
        faults.append(Fault(file, error.line, program.card, first, error.trace))
        return faults  # what it then printed says nothing
    if program.fails and not error:
        fence = program.blocks[-1].fence
        what = "is marked to fail (xfail) but does not"
        faults.append(Fault(fence.file, fence.number, program.card, what))
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
        yield Fault(fence.file, _place(block), program.card, what)


def _place(block: Block) -> int:
    return block.expected_at[0] if block.expected_at else block.fence.number


def _output_faults(program: Program, block: Block, printed: str) -> Iterable[Fault]:
    actual = _tidy(printed)
    expected = _tidy("\n".join(block.expected or []))
    if not same(expected, actual):
        what = "prints something else than the page says"
        if block.expected is None:
            what = "prints something, and the page shows no output"
        change = difflib.unified_diff(expected, actual, "page", "run", lineterm="", n=1)
        detail = "\n".join(change)
        yield Fault(block.fence.file, _place(block), program.card, what, detail)


def _tidy(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def same(expected: list[str], actual: list[str]) -> bool:
    """Equal but for the last digit of measured numbers, and their padding.

    A number with a decimal point, an exponent or a percent sign may differ by
    one in its last digit: processors round differently. Whole numbers are
    counts and must be equal, as must all the words.
    """
    a, b = ("\n".join(re.sub(r"\s+", " ", x) for x in t) for t in (expected, actual))
    if NUMBER.sub("0", a) != NUMBER.sub("0", b):
        return False
    return all(map(_near, NUMBER.findall(a), NUMBER.findall(b)))


def _near(expected: str, actual: str) -> bool:
    if expected == actual:
        return True
    x, y = (re.match(r"(.+?)( ?%|)$", n.replace("−", "-")) for n in (expected, actual))
    assert x and y
    a, b = Decimal(x[1]), Decimal(y[1])
    counts = [n[1].lstrip("+-").isdigit() and not n[2] for n in (x, y)]
    if any(counts) or x[2] != y[2] or _places(x[1]) != _places(y[1]):
        return False
    last = Decimal(1).scaleb(min(_exponent(a), _exponent(b)))
    return abs(a - b) <= last


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _places(number: str) -> int:
    """Digits after the point: another count is another format."""
    return len(number.lower().partition("e")[0].partition(".")[2])


def figure_files(card: Card, count: int) -> list[str]:
    """Names of a card's figures: `<id>.svg`, `<id>-2.svg`, …"""
    return [f"{card.id}{f'-{i}' if i > 1 else ''}.svg" for i in range(1, count + 1)]


def _figures(project: Project, card: Card, results: list[Result]) -> Iterable[Fault]:
    """Is each figure drawn that the page shows, and shown that is drawn?"""
    if any(result.error and not result.figures for result in results):
        return
    drawn = sum(len(result.figures) for result in results)
    shown = [image for image in card.images if "plots/" in image.target]
    heading = card.heading
    if drawn > len(shown):
        what = f"draws {drawn} figures, the page shows {len(shown)}"
        yield Fault(heading.file, heading.number, card.id, what)
    for i, (image, name) in enumerate(
        zip(shown, figure_files(card, len(shown)), strict=True)
    ):
        line, place = image.line, project.plots / card.page / name
        wanted = Path(os.path.relpath(place, line.file.parent)).as_posix()
        if i >= drawn:
            what = f"no figure is drawn for {image.target}: {drawn} in all"
            yield Fault(line.file, line.number, card.id, what)
        elif image.target != wanted:
            what = f"its figure is {wanted}, not {image.target}"
            yield Fault(line.file, line.number, card.id, what)


def write_figures(project: Project, card: Card, results: Mapping[str, Result]) -> bool:
    """Put a card's figures into `docs/plots`. Returns whether any changed."""
    drawn = [
        svg
        for program in card.programs
        if program.name in results
        for svg in results[program.name].figures
    ]
    names = figure_files(card, len(drawn))
    folder = project.plots / card.page
    changes = [write(folder / n, svg) for n, svg in zip(names, drawn, strict=True)]
    return any(changes)


def remove_stale_figures(project: Project) -> None:
    """Remove the figures of cards that are no more."""
    shown = {
        (image.line.file.parent / image.target).resolve()
        for page in project.pages
        for card in page.cards
        for image in card.images
    }
    for file in project.plots.rglob("*.svg"):
        if file.resolve() not in shown:
            file.unlink()


def links(project: Project, page: Page) -> Iterable[Fault]:
    """Links and anchors inside the project that lead nowhere."""
    pages = {other.file.resolve(): other for other in project.pages}
    for line in page.prose:
        for found in LINK.findall(re.sub(r"`[^`]*`", "", line)):
            target = next(filter(None, found))
            if re.match(r"[a-z]+:|//", target):
                continue
            path, _, anchor = target.partition("#")
            where = (page.file.parent / path).resolve() if path else page.file.resolve()
            before = [c.id for c in page.cards if c.heading.number <= line.number]
            card = before[-1] if before else ""

            def fault(what: str, line: SourceLine = line, card: str = card) -> Fault:
                return Fault(line.file, line.number, card, what)

            if where.is_relative_to(project.plots):
                continue  # generated: checked with the figures
            if not where.exists() or (
                page.kind == "cards" and Path(path).is_absolute()
            ):
                yield fault(f"broken link: {target}")
            known = pages[where].anchors if where in pages else {anchor}
            if anchor and anchor not in known:
                near = nearest(anchor, known)
                yield fault(f"broken anchor {near} in the link {target}")
