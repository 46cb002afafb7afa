"""The same, but for the last digit of measured numbers."""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException

NUMBER = re.compile(r"(?<![\w.])[-+−]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?: ?%)?")


def tidy(text: str) -> list[str]:
    """The lines of an output without the blanks that a page does not keep."""
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
    counts = [n[1].lstrip("+-").isdigit() and not n[2] for n in (x, y)]
    if any(counts) or x[2] != y[2] or _places(x[1]) != _places(y[1]):
        return False
    try:
        a, b = Decimal(x[1]), Decimal(y[1])
        last = Decimal(1).scaleb(min(_exponent(a), _exponent(b)))
        return abs(a - b) <= last
    except DecimalException:  # beyond what numbers of a program can be
        return False


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _places(number: str) -> int:
    """Digits after the point: another count is another format."""
    return len(number.lower().partition("e")[0].partition(".")[2])
