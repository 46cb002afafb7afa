"""Is every item of the notes that this site grew from answered by a card?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable

import pytest
from conftest import ROOT

from cards.project import Project


def missing(notes: dict[str, dict[str, list[str]]], ids: set[str]) -> Iterable[str]:
    """The items without a card, and those whose card is not there."""
    for file, items in notes.items():
        for item, cards in items.items():
            if not cards:
                yield f"{file}: {item!r} has no card"
            for card in cards:
                if card not in ids:
                    yield f"{file}: {item!r}: no card {card}"


def test_every_item_of_the_notes_has_a_card() -> None:
    text = (ROOT / "tests/notes.toml").read_text(encoding="utf-8")
    notes = tomllib.loads(text)
    assert sum(map(len, notes.values())) >= 163
    ids = {card.name for page in Project(ROOT).pages for card in page.cards}
    assert not list(missing(notes, ids))


@pytest.mark.parametrize("cards", [[], ["page#gone"]])
def test_an_item_without_a_card_is_found(cards: list[str]) -> None:
    assert list(missing({"file": {"what is it": cards}}, {"page#here"}))
