"""Seeds that are others: of a replication, drawn from the program itself.

Which seeds a claim is tried with follows from the program's own words, so that
nobody can choose a program by the seeds that it will meet: changed, it meets
others. A remark or an empty line changes none.
"""

from __future__ import annotations

import hashlib
import io
import operator
import tokenize
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING}
_LAYOUT = {tokenize.INDENT: "<indent>", tokenize.DEDENT: "<dedent>"}
_LAYOUT[tokenize.NEWLINE] = "<end>"


def fingerprint(text: str) -> str:
    """16 hexadecimal digits of a program's words, comments and layout aside."""
    return _digest(text)[:16]


def shift_of(text: str, k: int, salt: str = "") -> int:
    """How far the seeds of a program are moved in its k-th try, 0 in that of k = 0.

    In [1, 2**31) otherwise; another `salt` gives other shifts.
    """
    if k == 0:
        return 0
    return 1 + int(_digest(text, str(k), salt)[:16], 16) % (2**31 - 1)


def _digest(*words: str) -> str:
    text, *more = words
    content = "\0".join(["\n".join(_tokens(text)), *more])
    return hashlib.sha256(content.encode()).hexdigest()


def _tokens(text: str) -> list[str]:
    """A program's words. An f-string is one, as before Python 3.12 took it apart."""
    found: list[str] = []
    lines = text.splitlines(keepends=True)
    start: tuple[int, int] | None = None
    depth = 0
    opens = {getattr(tokenize, f"{kind}STRING_START", -1) for kind in "FT"}
    closes = {getattr(tokenize, f"{kind}STRING_END", -1) for kind in "FT"}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in opens:
                start = token.start if depth == 0 else start
                depth += 1
            elif token.type in closes:
                depth -= 1
                if depth == 0 and start:
                    found.append(_between(lines, start, token.end))
            elif depth or token.type in _SILENT:
                continue
            else:
                found.append(_LAYOUT.get(token.type, token.string))
    except (tokenize.TokenError, SyntaxError):
        return [text]  # no Python: told by its run
    return found


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The source from one place to another, each (line from 1, column)."""
    part = lines[start[0] - 1 : end[0]]
    part[-1] = part[-1][: end[1]]
    part[0] = part[0][start[1] :]
    return "".join(part)


def moved(seed: Any, shift: int) -> Any:
    """Another seed of the same kind, by `shift`. No seed stays none."""
    if seed is None or not shift:
        return seed
    with suppress(TypeError):
        number = operator.index(seed)
        return (number + shift) % (2**32 if 0 <= number < 2**32 else 2**64)
    if isinstance(seed, (float, str, bytes, bytearray)):
        return f"{seed!r} {shift}"
    if isinstance(seed, Sequence) or hasattr(seed, "tolist"):
        return [*seed, shift]
    return seed  # a generator, which was moved when it was made
