"""Markdown as HTML that stands alone, as its words, and without what no one sees."""

from __future__ import annotations

import html
import re
from pathlib import Path

import markdown

from cards.show.links import Site

FORMULA = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.S)
# colors and other commands to a terminal
ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_]"
)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # not in XML either


def printable(text: str) -> str:
    """A text without commands to a terminal and other control characters."""
    return CONTROLS.sub("", ESCAPES.sub("", text))


class Words:
    """Markdown of a site's pages for readers elsewhere."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._renderer = markdown.Markdown(
            extensions=["pymdownx.arithmatex"],
            extension_configs={"pymdownx.arithmatex": {"generic": True}},
        )

    def html(self, text: str, origin: Path) -> str:
        """HTML with full addresses, formulas as TeX."""
        linked = printable(self.site.in_full(text, origin))
        return FORMULA.sub(r"<code>\2</code>", self._renderer.reset().convert(linked))

    def words(self, text: str, origin: Path) -> str:
        """What a reader reads of it, on one line."""
        if not re.search(r"[`*_$\[<&\\]", text):
            return " ".join(printable(text).split())
        plain = re.sub(r"<[^>]*>", "", self.html(text, origin))
        return " ".join(html.unescape(plain).split())
