"""The comments by which a page speaks to the engine: `<!--cards:name argument-->`."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAMES = (
    *("prints", "search", "show", "topics", "questions", "claims", "versions"),
    *("fold", "predict"),
)
EXPECTED = "<!--pytest-codeblocks:expected-output-->"

_COMMENT = re.compile(r"<!--\s*cards:(\w*)\s*(.*?)\s*-->")
_INVISIBLE = re.compile(r"\s*<!--.*-->\s*$|<\w[^>]*\bneeds-js\b")


def comments(line: str) -> Iterator[tuple[str, str]]:
    """The name and the argument of each in a line, but for those in code spans."""
    for found in _COMMENT.finditer(line):
        if line.count("`", 0, found.start()) % 2 == 0:
            yield found[1], found[2]


def is_unseen(line: str) -> bool:
    """Whether a reader without scripts sees nothing of a line."""
    return bool(_INVISIBLE.match(line))
