"""Markdown for readers elsewhere: as HTML, and as the words that a reader sees.

Python-Markdown reads it, as it does for the page: what a bracket, a backslash
or a dollar sign means is asked of it, not guessed here.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import markdown

FORMULA = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.S)
# colors and other commands to a terminal
ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_]"
)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # not in XML either
WITHIN = {"a", "abbr", "b", "code", "del", "em", "i", "img", "kbd", "mark", "small"}
WITHIN |= {"span", "strong", "sub", "sup", "u"}  # no space beside these
# what is not read as words: the last are numbers and arrows, to and from footnotes
UNREAD = re.compile(
    r'<(script|style|template)\b.*?</\1>|<a class="footnote-(?:back)?ref".*?</a>',
    re.DOTALL,
)
_renderer = markdown.Markdown(
    extensions=[
        "attr_list",
        "admonition",
        "footnotes",
        "tables",
        "pymdownx.arithmatex",
    ],
    extension_configs={"pymdownx.arithmatex": {"generic": True}},
)


def printable(text: str) -> str:
    """A text without commands to a terminal and other control characters."""
    return CONTROLS.sub("", ESCAPES.sub("", text))


def as_html(text: str) -> str:
    """Some Markdown as HTML; formulas as LaTeX, between `\\(` and `\\)`."""
    return str(_renderer.reset().convert(printable(text)))


def with_code(text: str) -> str:
    """Some Markdown as HTML for those who know no formulas: these are code."""
    return FORMULA.sub(r"<code>\2</code>", as_html(text))


def plain(text: str) -> str:
    """The words of some Markdown; formulas in one line, but none that stand alone."""
    words = _Words()
    words.feed(FORMULA.sub(_read, UNREAD.sub("", as_html(text))))
    words.close()
    return " ".join("".join(words.found).split())


class _Words(HTMLParser):
    """The text of HTML, and what stands for its images."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_endtag(tag)
        self.found.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in WITHIN:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _read(found: re.Match[str]) -> str:
    """A formula as HTML that is read; one that stands alone is not."""
    return formula(found[2]) if found[1] == "span" else " "


def formula(latex: str) -> str:
    """A formula in a sentence, near enough to be read: `2\\sigma(2x)` → 2σ(2x)."""
    latex = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", latex)
    latex = re.sub(r"\\(?:[,;:!{}|]|mathrm|mathbf|text|left|right)", "", latex)
    latex = re.sub(r"\\([A-Za-z]+)", _symbol, latex)
    return latex.replace("{", "").replace("}", "")


def _symbol(command: re.Match[str]) -> str:
    case = "CAPITAL" if command[1][0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {command[1].upper()}")
    except KeyError:
        return command[1]
