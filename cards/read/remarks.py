"""What a page tells the engine in comments: a fold, a prediction.

A comment that is not where it belongs is a fault, as is one that nobody knows.
"""

from __future__ import annotations

import hashlib
import re

from cards.read.comments import LISTS, NAMES, comments, is_comment, is_torn
from cards.read.model import Card, Page, Predict
from cards.read.source import SourceLine

FOLD = "The evidence"  # the summary of a later part that has none


def fold(prose: list[SourceLine]) -> str:
    """The summary that the last line before a fence gives, or nothing."""
    last = next((line for line in reversed(prose) if line.strip()), "")
    found = [text for name, text in comments(last) if name == "fold"]
    return (found[-1] or FOLD) if found and is_comment(last) else ""


def remarks(page: Page) -> None:
    """Give each card its prediction; tell what is unknown or in no place."""
    folds = set(_folds(page))
    for line in page.prose:
        if is_torn(line):
            page.fault(line, "a comment to the engine stands on one line")
        for name, text in comments(line):
            if name not in NAMES:
                what = f"unknown comment cards:{name}; there are {', '.join(NAMES)}"
                page.fault(line, what)
            elif name in LISTS and not is_comment(line):
                page.fault(line, f"cards:{name} stands alone on its line")
            elif name == "fold" and line.number not in folds:
                page.fault(line, "cards:fold stands alone, before a block of Python")
            elif name == "path" and page.kind != "prose":
                page.fault(line, "cards:path stands on a page without cards of its own")
            elif name == "predict":
                _place(page, page.card_at(line.number), line, text)


def _folds(page: Page) -> list[int]:
    """Line numbers of the comments that fold a part."""
    found = []
    for part, after in zip(page.parts, page.parts[1:], strict=False):
        if part.kind == "prose" and after.kind == "code" and fold(part.lines):
            found += [line.number for line in part.lines if line.strip()][-1:]
    return found


def _place(page: Page, card: Card | None, line: SourceLine, text: str) -> None:
    if page.kind != "cards" or card is None:
        page.fault(line, "cards:predict stands in a card")
    elif card.predict:
        page.fault(line, "a card has one prediction")
    else:
        card.predict = _predict(page, line, text)


def _predict(page: Page, line: SourceLine, text: str) -> Predict | None:
    question, *options = [part.strip() for part in text.split("|")]
    marked = [re.fullmatch(r"(.*)=(\S(?:.*\S)?)=(.*)", option) for option in options]
    right = [i for i, match in enumerate(marked) if match]
    distinct = len(set(options)) == len(options) and all([question, *options])
    if len(options) < 2 or len(right) != 1 or not distinct:
        page.fault(line, "predict: a question, and options of which one is =marked=")
        return None
    match = marked[right[0]]
    assert match
    told = options[right[0]] = "".join(match.groups())
    # in an order that tells nothing: most authors begin with what is right
    options.sort(key=lambda o: hashlib.sha256(f"{question} {o}".encode()).digest())
    return Predict(question, options, options.index(told), match[2], line)
