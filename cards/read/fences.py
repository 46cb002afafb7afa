"""Fences, and what readers of Markdown differ on.

The Python blocks are found by pytest-codeblocks' own extraction, so that what is
checked is what that tool would run. What it would skip in silence is a fault.
"""

from __future__ import annotations

import io
import re

import pytest_codeblocks
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from cards.read.comments import EXPECTED, comments, is_comment
from cards.read.model import FENCE, HEADING, Block, Page
from cards.read.source import SourceLine

XFAIL = re.compile(r"pytest\.mark\.xfail(\(.*\))?$")
# a Python fence behind the marks of quotations and lists
NESTED = re.compile(
    r"\s*(?:(?:>|[*+-] |\d+[.)] )\s*)+(?:`{3,}|~{3,}) *\{? *\.?py", re.IGNORECASE
)
CODE_SPAN = re.compile(r"(`+).*?\1")
# as pymdownx.arithmatex finds them in a line
FORMULA = re.compile(r"(?<!\\)\$(?!\s)(?:\\.|[^\\$])+?(?<!\s)\$")
# what may stand above indented lines that are no code: lists, notes, admonitions
LIST = re.compile(r"[*+-] |\d+[.)] |\[\^|(?:!!!|\?\?\?|===)")


def fences(page: Page) -> dict[int, int]:
    """Index of the first line of each fence → that of its last."""
    found: dict[int, int] = {}
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
                page.fault(line, what)
        elif line.strip() == ticks:
            found[start] = i
            start = -1
        elif line.lstrip().startswith(ticks):
            what = f"{ticks} inside a fence ends it for some readers, not for others"
            page.fault(line, what)
            page.lines[i] = line.with_text("")
    if start >= 0:
        page.fault(page.lines[start], "fence without an end")
        found[start] = len(page.lines) - 1
    return found


def _fence_fault(match: re.Match[str], comment: bool) -> str:
    indent, ticks, info = match[1], match[2], match[3].strip()
    name = re.match(r"\{? *\.?([\w+#-]*)", info)
    try:
        language = get_lexer_by_name((name and name[1]) or "text").name.lower()
    except ClassNotFound:
        return f"unknown fence language {info!r}"
    python = "python" in language
    if comment:
        return "a fence inside an HTML comment is run but never shown"
    if indent and python:
        return "an indented fence is not run: start it at the margin"
    if ticks[0] == "~":
        return "a fence of ~ is not run: write ```"
    if not re.fullmatch(r"[\w+#.-]*", info):
        return (
            f"a block with fence options ({info}) is not run: write the language alone"
        )
    if python and info != "python":
        return f"a block marked {info!r} is not run: write ``` python"
    return ""


def unfenced(page: Page, prose: list[SourceLine]) -> None:
    """Faults of prose that the site shows as code or headings, and nothing reads."""
    above, quiet, first = "", True, False
    for line in prose:
        if NESTED.match(line):
            what = "a fence in a quotation is not run: start it at the margin"
            if ">" not in line:
                what = "a fence in a list is not run: start it at the margin"
            page.fault(line, what)
        elif re.match(r"#{1,6}[^#\s]", line):
            page.fault(line, "a heading has a space after its #")
        elif quiet and re.match(r" {1,3}#{1,6} +\S", line) and not LIST.match(above):
            page.fault(line, "an indented heading is none: start it at the margin")
        elif first and re.fullmatch(r"(?:=+|-+) *", line):
            page.fault(line, "an underlined heading: write # or ## before it")
        elif quiet and re.match(r"(?: {4}|\t) *\S", line) and not LIST.match(above):
            page.fault(line, "code by indentation is not run: put it into a fence")
        first = quiet and bool(line.strip()) and not line.startswith(("|", "<", "#"))
        # a block begins here, or the one that ends here is a line by itself
        quiet = not line.strip() or bool(HEADING.match(line)) or is_comment(line)
        plain = CODE_SPAN.sub("", line)
        for formula in FORMULA.finditer(plain):
            if plain[formula.end() :][:1].isdigit():
                what = f"{formula[0]} becomes a formula: write an amount as \\$5"
                page.fault(line, what)
        if line[:1].strip():
            above = line


def blocks(page: Page, found: dict[int, int]) -> dict[int, Block]:
    """The Python blocks by index of their fence, with their expected outputs."""
    text = [str(line) for line in page.lines]
    for start in found:  # pytest-codeblocks knows only ```python
        match = FENCE.match(text[start])
        assert match
        text[start] = match[2] + match[3].strip()
    try:
        items = pytest_codeblocks.extract_from_buffer(
            io.StringIO("\n".join(text) + "\n"), max_num_lines=10**6
        )
    except RuntimeError as error:
        first = SourceLine("", page.file, 1)
        page.fault(first, f"pytest-codeblocks: {error}")
        return {}
    made: dict[int, Block] = {}
    for item in items:
        start = item.lineno - 1
        if item.syntax != "python" or start not in found:
            continue
        fence, end = page.lines[start], found[start]
        lines = page.lines[start + 1 : end]
        if item.code.rstrip("\n") != "\n".join(lines).rstrip("\n"):
            page.fault(
                fence, "pytest-codeblocks reads another block here than the site shows"
            )
        while lines and not lines[-1].strip():
            lines = lines[:-1]
        fails = [bool(XFAIL.match(mark)) for mark in item.marks]
        if not all(fails):
            what = f"only pytest.mark.xfail may mark a block, not {item.marks}"
            page.fault(fence, what)
        if item.importorskip:
            page.fault(fence, "a block may not be skipped (importorskip)")
        if not lines:
            page.fault(fence, "empty Python block")
            continue
        for line in lines:
            if "\t" in line:
                page.fault(line, "a tab, which the page shows as spaces: write \\t")
            elif line and not line.strip():
                page.fault(line, "a line of spaces, which the page drops")
        last = page.lines[end].number
        block = made[start] = Block(lines, fence, last, fails=any(fails))
        if item.expected_output is not None:
            _expect(page, block, end, found)
    return made


def _expect(page: Page, block: Block, end: int, found: dict[int, int]) -> None:
    """Find the output fence that belongs to a block, and what is announced."""
    after = range(end + 1, len(page.lines))
    marker = next(i for i in after if EXPECTED in page.lines[i].strip())
    start = next(i for i in after if i > marker and i in found)
    block.expected, block.output = page.lines[start + 1 : found[start]], start
    first, last = page.lines[marker].number, page.lines[found[start]].number
    for line in page.lines[end + 1 : start]:
        for name, words in comments(line):
            if name == "prints":
                block.announced |= set(words.lower().split())
                first = min(first, line.number)
    block.expected_at = (first, last)
