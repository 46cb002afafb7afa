"""What the page for studying fetches: `study.json`, the cards as questions.

Every topic and every path is a list of cards in its order.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cards.files import write as write_file
from cards.read.model import Card
from cards.show import paths
from cards.show.links import Site
from cards.show.plain import plain


def write(site: Site, folder: Path) -> None:
    """Write `study.json` into the built site."""
    lists = [(page, page.cards) for page in site.topics]
    for _, page in site.own:
        if paths.is_path(page):
            lists.append((page, paths.cards_of(page, site.project)))
    made = {
        "cards": {
            card.name: _card(card, site) for page in site.topics for card in page.cards
        },
        "lists": [
            {"title": page.title, "cards": [card.name for card in cards]}
            for page, cards in lists
        ],
    }
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    write_file(folder / "study.json", text)


def _card(card: Card, site: Site) -> dict[str, Any]:
    entry = site.pages[card.heading.file]
    made: dict[str, Any] = {
        "url": f"{entry.url}#{card.id}",
        "question": plain(card.title),
        "answer": plain(card.answer),
    }
    if card.predict:
        predict = card.predict
        made["predict"] = [predict.question, predict.options, predict.right]
    return made
