"""What a page shows is what ran: each block of Python, byte by byte, and no other."""

from __future__ import annotations

from collections.abc import Callable

from cards.read.model import Block, Card, Page, Program
from cards.read.source import Fault
from cards.show.code import Code

# blocks that are still to be shown, in order, each with the card that it belongs to
Left = list[tuple[Card, Program, Block]]


def blocks_of(*cards: Card) -> Left:
    """The blocks of cards, in their order."""
    return [
        (card, p, block) for card in cards for p in card.programs for block in p.blocks
    ]


class Judge:
    """Compares the code on one page with the blocks that ran; tells what differs."""

    def __init__(self, page: Page, report: Callable[[Fault], None]) -> None:
        self.page, self.report = page, report

    def match(
        self, code: Code, left: Left, card: Card | None = None
    ) -> tuple[Program, Block] | None:
        """The block that ran as these bytes; those that should come before are told."""
        code.judged = True
        for i, (_, program, block) in enumerate(left):
            if "\n".join(block.lines).rstrip("\n") == code.text:
                self.missing(left[:i])
                del left[: i + 1]
                return program, block
        first = code.text.partition("\n")[0]
        what = f"the site shows Python that did not run as it stands there: {first}"
        self._tell(what, card, card.heading.number if card else self._line(first))
        return None

    def missing(self, left: Left) -> None:
        """Tell the blocks that are not on the page."""
        for card, _, block in left:
            what = "this block is not on the site as it ran"
            self._tell(what, card, block.fence.number)

    def formula(self, latex: str, why: str) -> None:
        """Tell a formula that cannot be converted."""
        number = self._line(latex.partition("\n")[0])
        card = self.page.card_at(number)
        what = f"formula cannot be converted: {latex} ({why})"
        self.report(Fault(self.page.file, number, card.id if card else "", what))

    def _line(self, text: str) -> int:
        """The number of the page's line that has this text; 1 if none has."""
        own = (line for line in self.page.lines if line.file == self.page.file)
        return next((line.number for line in own if text in line), 1)

    def _tell(self, what: str, card: Card | None, line: int) -> None:
        """Report what does not fit, unless the page's own faults tell why."""
        file, name = (card.heading.file, card.id) if card else (self.page.file, "")
        if not any(fault.card in (name, "") for fault in self.page.faults):
            self.report(Fault(file, line, name, what))
