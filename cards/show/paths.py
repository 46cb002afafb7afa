"""Paths: pages of prose that lead from card to card in an order.

A page is one by the comment `<!--cards:path-->`. Its cards are those that it links
to, each where it is named first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cards.project import Project
from cards.read.comments import comments
from cards.read.model import Card, Page

_LINK = re.compile(r"\]\(([^)\s#]+)#([\w-]+)\)")


@dataclass(frozen=True)
class Step:
    """A card's place on a path: what comes before it and after it, if anything."""

    path: Page
    before: Card | None
    after: Card | None


def is_path(page: Page) -> bool:
    return any(name == "path" for line in page.prose for name, _ in comments(line))


def cards_of(path: Page, project: Project) -> list[Card]:
    """The cards of a path in its order, each once."""
    known = {
        (page.file, card.id): card for page in project.pages for card in page.cards
    }
    found: dict[str, Card] = {}
    for line in path.prose:
        for target, anchor in _LINK.findall(line):
            file = Path(os.path.normpath(path.file.parent / target))
            if card := known.get((file, anchor)):
                found.setdefault(card.name, card)
    return list(found.values())


def steps(project: Project) -> Mapping[str, list[Step]]:
    """By a card's name: its place on each path that leads over it."""
    found: dict[str, list[Step]] = {}
    for page in project.pages:
        if page.kind != "prose" or not is_path(page):
            continue
        cards = cards_of(page, project)
        around = zip(cards, [None, *cards], [*cards[1:], None], strict=False)
        for card, before, after in around:
            found.setdefault(card.name, []).append(Step(page, before, after))
    return found
