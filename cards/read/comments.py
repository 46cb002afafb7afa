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
    """The name and the argument of each in a line; code spans are left out."""
    for found in _COMMENT.finditer(re.sub(r"`[^`]*`", "", line)):
        yield found[1], found[2]


def is_unseen(line: str) -> bool:
    """Whether a reader without scripts sees nothing of a line."""
    return bool(_INVISIBLE.match(line))
