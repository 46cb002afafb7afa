"""Every error and warning that a program on the site prints, with its cards.

Read off the recorded outputs, which are checked, so that the list cannot go stale.
A line `KindError: message` is one. Where an output is announced by
`<!--cards:prints messages-->`, so is each indented line right under another, if it has
three words and does not say `no error`. And so is what a card's title quotes, where
the card prints or asserts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cards.read.model import Block, Card

_KIND = r"\w*(?:Error|Warning|Exception)"
_TYPED = re.compile(rf"(?:^|[\s|])((?:\w+\.)*{_KIND}): (\S.*)")


@dataclass
class Message:
    """A message as it is printed, the kinds it came as, and the cards that do."""

    text: str
    kinds: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    def add(self, kinds: Iterable[str], cards: Iterable[Card]) -> None:
        """What else it came as, and from; each once."""
        self.kinds += [kind for kind in kinds if kind not in self.kinds]
        self.cards += [card for card in cards if card not in self.cards]


def messages(cards: Iterable[Card]) -> list[Message]:
    """All messages, A to Z.

    Those that differ in numbers alone are one, as is a message that was cut.
    """
    found: dict[str, Message] = {}
    for card in cards:
        for kind, text in _of(card):
            key = " ".join(re.findall(r"[^\W\d]+", text.casefold()))
            found.setdefault(key, Message(text)).add([kind] if kind else [], [card])
    whole: dict[str, Message] = {}
    for key in sorted(found, reverse=True):  # a cut one comes after its whole
        longer = next((k for k in whole if k.startswith(key)), key)
        whole.setdefault(longer, found[key]).add(found[key].kinds, found[key].cards)
    return [whole[key] for key in sorted(whole)]


def _of(card: Card) -> Iterator[tuple[str, str]]:
    for program in card.programs:
        for block in program.blocks:
            for kind, text in _printed(block):
                # what a program raises or words itself is no library's message
                own = rf"\braise {kind}\b|" if kind else ""
                if not re.search(own + f'= "{re.escape(text)}"', program.text):
                    yield kind, text
    said = "\n".join([*card.printed, *(program.text for program in card.programs)])
    for quoted in re.findall(r'"([^"]+ [^"]+)"', card.title):
        if quoted in said:
            yield "", quoted


def _printed(block: Block) -> Iterator[tuple[str, str]]:
    """The kind, or nothing, and the message, line by line."""
    announced, kind, goes_on, before = "messages" in block.announced, "", False, ""
    for line in block.expected or []:
        indented = line[:1].isspace()
        if typed := _TYPED.search(line):
            kind, text = typed[1], typed[2].strip()
            goes_on = text.endswith(":")  # in the lines below, which say what
            if not goes_on:
                yield kind, text
        elif indented and goes_on:
            yield kind, line.strip()
        else:
            goes_on = False
            text = line.strip()
            first = indented and not before[:1].isspace()
            told = len(text.split()) > 2 and not text.startswith("no error")
            if announced and first and told:
                named = re.search(rf": ({_KIND})$", before)
                yield named[1] if named else "", text
        before = line
