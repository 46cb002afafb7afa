"""Paths: pages of prose that lead from card to card in an order.

A page is one by the comment `<!--cards:path-->`. Its cards are those that it links
to, each where it is named first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cards.project import Project
from cards.read.comments import comments
from cards.read.model import Card, Page
from cards.show.links import linked


@dataclass(frozen=True)
class Step:
    """A card's place on a path: what comes before it and after it, if anything."""

    path: Page
    before: Card | None
    after: Card | None


def is_path(page: Page) -> bool:
    names = (name for line in page.prose for name, _ in comments(line))
    return page.kind == "prose" and "path" in names


def cards_of(path: Page, project: Project) -> list[Card]:
    """The cards of a path in its order, each once."""
    known = {
        (page.file, f"#{card.id}"): card
        for page in project.pages
        for card in page.cards
    }
    found = dict.fromkeys(linked("\n".join(path.prose), path.file))
    return [known[place] for place in found if place in known]


def steps(project: Project) -> Mapping[str, list[Step]]:
    """By a card's name: its place on each path that leads over it."""
    found: dict[str, list[Step]] = {}
    for page in filter(is_path, project.pages):
        cards = cards_of(page, project)
        around = zip(cards, [None, *cards], [*cards[1:], None], strict=False)
        for card, before, after in around:
            found.setdefault(card.name, []).append(Step(page, before, after))
    return found
