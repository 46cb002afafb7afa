"""The comments by which a page speaks to the engine: `<!--cards:name argument-->`."""

from __future__ import annotations

import re
from collections.abc import Iterator

# what a line becomes
LISTS: tuple[str, ...] = ("topics", "questions", "errors", "claims", "versions")
LISTS += ("measured", "week", "counts", "deck", "book", "show")
NAMES = ("prints", "search", *LISTS, "fold", "predict", "path")
EXPECTED = "<!--pytest-codeblocks:expected-output-->"

_COMMENT = re.compile(r"<!--\s*cards:(\w*)\s*(.*?)\s*-->")
_INVISIBLE = re.compile(r"\s*<!--.*-->\s*$|<\w[^>]*\bneeds-js\b")


def is_torn(line: str) -> bool:
    """Whether a comment to the engine begins in a line and does not end there."""
    return bool(re.search(r"<!--\s*cards:(?!.*-->)", re.sub(r"`[^`]*`", "", line)))


def comments(line: str) -> Iterator[tuple[str, str]]:
    """The name and the argument of each in a line, but for those in code spans."""
    for found in _COMMENT.finditer(line):
        if line.count("`", 0, found.start()) % 2 == 0:
            yield found[1], found[2]


def list_of(line: str) -> tuple[str, str] | None:
    """The list that a line becomes and its argument, where it is such a line."""
    for name, text in comments(line):
        if name in LISTS and is_comment(line):
            return name, text
    return None


def is_comment(line: str) -> bool:
    """Whether a line is one comment, of whatever kind."""
    return bool(re.fullmatch(r"<!--(?:(?!-->).)*-->\s*", line))


def is_unseen(line: str) -> bool:
    """Whether a reader without scripts sees nothing of a line."""
    return bool(_INVISIBLE.match(line))
