"""Page → cards → programs, each line traced to the file it came from.

The page is expanded by pymdownx's own snippet preprocessor and its blocks are
found by pytest-codeblocks' own extraction, so that what is checked is what the
site shows and what that tool would run. Everything this module does not
understand becomes a `Fault`: nothing is skipped in silence.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import markdown
import pytest_codeblocks
from markdown.extensions.toc import slugify
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx.snippets import (
    SnippetExtension,
    SnippetMissingError,
    SnippetPreprocessor,
)

from cards.read import percent
from cards.read.model import (
    FENCE,
    HEADING,
    Block,
    Card,
    Image,
    Page,
    PageKind,
    Program,
)
from cards.read.source import Fault, SourceLine

IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
COMMENT = re.compile(r"<!--\s*cards:(\w*)\s*(.*?)\s*-->")
COMMENTS = ("prints", "search", "show", "topics", "questions", "claims", "versions")
UNSEEN = re.compile(r"\s*<!--.*-->\s*$|<\w[^>]*\bneeds-js\b")  # without a script
EXPECTED = "<!--pytest-codeblocks:expected-output-->"
XFAIL = re.compile(r"pytest\.mark\.xfail(\(.*\))?$")


def parse(file: Path, snippets: Path, name: str | None = None) -> Page:
    """Read a page and all that it includes. Never raises on bad content.

    `snippets` is the folder that includes are relative to. A page has cards
    unless its front matter says `cards: false`, it is given another `name`, or
    it is a lab.
    """
    text = file.read_text(encoding="utf-8")
    raw = [SourceLine(line, file, n) for n, line in enumerate(text.splitlines(), 1)]
    skip, meta = _front_matter(raw)
    kind: PageKind = "cards"
    if file.suffix == ".py":
        kind = "lab"
    elif name is not None or meta.get("cards") == "false":
        kind = "prose"
    page = Page(name or file.stem, file, kind, [], [], [], set(), [], [])
    if kind == "lab":
        page.lines, page.faults = percent.read(raw)
    else:
        page.lines = _expand(raw[skip:], snippets, page)
    page.shown = [line for line in page.lines if line.file != file]
    fences = list(_fences(page))
    blocks = _blocks(page, fences)
    inside = {i for start, end in fences for i in range(start, end + 1)}
    page.prose = [line for i, line in enumerate(page.lines) if i not in inside]
    _comments(page)
    _split(page, inside)
    first = page.lines.index(page.cards[0].heading) if page.cards else 0
    if kind == "lab" and (len(page.cards) != 1 or min(blocks, default=first) < first):
        what = "a lab begins with its title, the one heading of level one"
        page.faults.append(Fault(file, 1, "", what))
    for card in page.cards:
        _fill(card, page, blocks, inside)
    page.faults = [replace(f, card=f.card or _card_at(page, f)) for f in page.faults]
    return page


def _comments(page: Page) -> None:
    """A comment to the engine that it does not know is a mistake in writing."""
    for line in page.prose:
        for name, _ in COMMENT.findall(re.sub(r"`[^`]*`", "", line)):
            if name not in COMMENTS:
                what = f"unknown comment cards:{name}; there are {', '.join(COMMENTS)}"
                page.faults.append(Fault(line.file, line.number, "", what))


def _card_at(page: Page, fault: Fault) -> str:
    """The card that a line of the page belongs to."""
    if fault.file != page.file:
        return ""
    before = [card.id for card in page.cards if card.heading.number <= fault.line]
    return before[-1] if before else ""


def _first_text(lines: list[SourceLine]) -> str:
    return next((line for line in lines if line.strip()), "")


def _front_matter(raw: list[SourceLine]) -> tuple[int, dict[str, str]]:
    """Number of lines it takes, and its plain `key: value` lines."""
    if not raw or raw[0].rstrip() != "---":
        return 0, {}
    end = next((i for i, line in enumerate(raw[1:], 1) if line.rstrip() == "---"), 0)
    pairs = (line.partition(":") for line in raw[1:end])
    return end + 1 if end else 0, {k.strip(): v.strip() for k, _, v in pairs}


class _Tracing(SnippetPreprocessor):  # type: ignore[misc]
    """pymdownx's own preprocessor, on lines that know where they come from."""

    def extract_section(self, section: str, lines: list[str]) -> list[str]:
        numbered = [SourceLine(text, Path(), n) for n, text in enumerate(lines, 1)]
        return list(super().extract_section(section, numbered))

    def parse_snippets(
        self, lines: list[str], file_name: str | None = None, *a: Any, **kw: Any
    ) -> list[str]:
        if file_name:  # the lines of a file, or of a section of it
            file, whole = Path(file_name), enumerate(lines, 1)
            lines = [SourceLine(t, file, getattr(t, "number", n)) for n, t in whole]
            while lines and not lines[-1]:  # the line ending of the last line
                lines.pop()
        return list(super().parse_snippets(lines, file_name, *a, **kw))


def _expand(raw: list[SourceLine], snippets: Path, page: Page) -> list[SourceLine]:
    extension = SnippetExtension(base_path=[str(snippets)], check_paths=True)
    preprocessor = _Tracing(extension.getConfigs(), markdown.Markdown())
    expanded: list[SourceLine] = []
    for line in raw:  # one at a time, so that each fault has its place
        preprocessor.seen = set()
        if re.fullmatch(r"\s*-+8<-+\s*", line):
            what = 'write an include on one line: --8<-- "folder/file.py"'
            page.faults.append(Fault(line.file, line.number, "", what))
            continue
        if re.match(r'\s*-+8<-+ +"[^"]+:[-\d:,]+"', line):
            what = "include a section by its name: line numbers do not last"
            page.faults.append(Fault(line.file, line.number, "", what))
            continue
        try:
            result = preprocessor.parse_snippets([line])
        except (SnippetMissingError, OSError, UnicodeDecodeError) as error:
            page.faults.append(Fault(line.file, line.number, "", str(error)))
            continue
        expanded += [
            text
            if isinstance(text, SourceLine)
            else SourceLine(text, line.file, line.number)
            for text in result
        ]
    return expanded


def _fences(page: Page) -> Iterator[tuple[int, int]]:
    """First and last index of each fence; what readers differ on is a fault."""
    start, ticks, comment = -1, "", False
    for i, line in enumerate(page.lines):
        match = FENCE.match(line)
        if start < 0 and not match:
            # a comment that spans lines hides a fence from the site alone
            opened, closed = line.rfind("<!--"), line.rfind("-->")
            comment = opened > closed or (comment and closed < 0)
        elif start < 0 and match:
            start, ticks = i, match[2]
            if what := _fence_fault(match, comment):
                page.faults.append(Fault(line.file, line.number, "", what))
        elif line.strip() == ticks:
            yield start, i
            start = -1
        elif line.lstrip().startswith(ticks):
            what = f"{ticks} inside a fence ends it for some readers, not for others"
            page.faults.append(Fault(line.file, line.number, "", what))
            page.lines[i] = SourceLine("", line.file, line.number)
    if start >= 0:
        line = page.lines[start]
        page.faults.append(Fault(line.file, line.number, "", "fence without an end"))
        yield start, len(page.lines) - 1


def _fence_fault(match: re.Match[str], comment: bool) -> str:
    indent, ticks, info = match[1], match[2], match[3].strip()
    if comment:
        return "a fence inside an HTML comment is run but never shown"
    if indent:
        return "an indented fence is not run: start it at the margin"
    if ticks[0] == "~":
        return "a fence of ~ is not run: write ```"
    if not re.fullmatch(r"[\w+#.-]*", info):
        return (
            f"a block with fence options ({info}) is not run: write the language alone"
        )
    try:
        python = "python" in get_lexer_by_name(info or "text").name.lower()
    except ClassNotFound:
        return f"unknown fence language {info!r}"
    if python and info != "python":
        return f"a block marked {info!r} is not run: write ``` python"
    return ""


def _blocks(page: Page, fences: list[tuple[int, int]]) -> dict[int, Block]:
    """The Python blocks by index of their fence, with their expected outputs."""
    text = [str(line) for line in page.lines]
    for start, _ in fences:  # pytest-codeblocks knows only ```python
        match = FENCE.match(text[start])
        assert match
        text[start] = match[2] + match[3].strip()
    try:
        found = pytest_codeblocks.extract_from_buffer(
            io.StringIO("\n".join(text) + "\n"), max_num_lines=10**6
        )
    except RuntimeError as error:
        page.faults.append(Fault(page.file, 1, "", f"pytest-codeblocks: {error}"))
        return {}
    ends = dict(fences)
    blocks: dict[int, Block] = {}
    for item in found:
        start = item.lineno - 1
        if item.syntax != "python" or start not in ends:
            continue
        fence, end = page.lines[start], ends[start]
        lines = page.lines[start + 1 : end]
        if item.code.rstrip("\n") != "\n".join(lines).rstrip("\n"):
            what = "pytest-codeblocks reads another block here than the site shows"
            page.faults.append(Fault(fence.file, fence.number, "", what))
        while lines and not lines[-1].strip():
            lines = lines[:-1]
        fails = [bool(XFAIL.match(mark)) for mark in item.marks]
        if not all(fails):
            what = f"only pytest.mark.xfail may mark a block, not {item.marks}"
            page.faults.append(Fault(fence.file, fence.number, "", what))
        if item.importorskip:
            what = "a block may not be skipped (importorskip)"
            page.faults.append(Fault(fence.file, fence.number, "", what))
        if not lines:
            what = "empty Python block"
            page.faults.append(Fault(fence.file, fence.number, "", what))
            continue
        last = page.lines[end].number
        block = blocks[start] = Block(lines, fence, last, fails=any(fails))
        if item.expected_output is not None:
            _expect(page, block, end, ends)
    return blocks


def _expect(page: Page, block: Block, end: int, ends: dict[int, int]) -> None:
    """Find the output fence that belongs to a block, and what is announced."""
    after = range(end + 1, len(page.lines))
    marker = next(i for i in after if "pytest-codeblocks:" in page.lines[i])
    start = next(i for i in after if i > marker and i in ends)
    block.expected = page.lines[start + 1 : ends[start]]
    first, last = page.lines[marker].number, page.lines[ends[start]].number
    for line in page.lines[end + 1 : start]:
        if match := COMMENT.match(line.strip()):
            block.announced |= set(match[2].lower().split())
            first = min(first, line.number)
    block.expected_at = (first, last)


def _split(page: Page, inside: set[int]) -> None:
    """Cut the page into its cards, and collect every anchor."""
    card: Card | None = None
    for i, line in enumerate(page.lines):
        match = None if i in inside else HEADING.match(line)
        if match is None:
            page.anchors |= set(re.findall(r'<[^>]+ id="([^"]+)"', line))
            if card:
                card.lines.append(line)
            continue
        level, title, anchor = len(match[1]), match[2], match[3]
        name = anchor or slugify(title, "-")
        page.anchors.add(name)
        if page.kind == "cards" and level == 2 and not anchor:
            what = "a card's heading names its id: ## Question? { #id }"
            page.faults.append(Fault(line.file, line.number, name, what))
        first, last = {"cards": (2, 2), "prose": (1, 2), "lab": (1, 1)}[page.kind]
        if first <= level <= last:
            if any(other.id == name for other in page.cards):
                what = f"the id {name} is taken by an earlier heading"
                page.faults.append(Fault(line.file, line.number, name, what))
            card = Card(page.name, name, title, line, [])
            if page.kind == "lab":  # its name is that of the file: `labs#recipe`
                card.page, card.id = page.file.parent.name, page.file.stem
            page.cards.append(card)
        elif card:
            card.lines.append(line)
    if page.kind == "cards":
        shown = {id(line) for card in page.cards for line in card.lines}
        for i, line in enumerate(page.lines):
            if i in inside and FENCE.match(line) and id(line) not in shown:
                what = "a block before the first card belongs to no card"
                page.faults.append(Fault(line.file, line.number, "", what))
                break


def _fill(card: Card, page: Page, blocks: dict[int, Block], inside: set[int]) -> None:
    """Give a card its programs, images and prose."""
    own = {id(line) for line in card.lines}
    indexes = [i for i, line in enumerate(page.lines) if id(line) in own]
    card.prose = [page.lines[i] for i in indexes if i not in inside]
    card.images = [
        Image(match[1], match[2], line)
        for line in card.prose
        for match in IMAGE.finditer(re.sub(r"`[^`]*`", "", line))
    ]
    mine = [blocks[i] for i in indexes if i in blocks]
    for file, group in groupby(mine, key=lambda block: block.lines[0].file):
        variant = file.stem.partition("__")[2] or str(len(card.programs) + 1)
        name = f"{card.name}__{variant}" if card.programs else card.name
        program = Program(card.page, card.id, name, list(group), page.kind)
        card.programs.append(program)
