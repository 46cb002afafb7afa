"""Elements of HTML, and blocks of code, which Markdown keeps beside its tree."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE

from cards.show.plain import printable

# names, spaces, signs: they look like plain code, and are most of all spans
PLAIN = re.compile(r'<span class="[nwpo]">([^<]*)</span>')


def element(tag: str, *content: Element | str, **attributes: str) -> Element:
    """An element of HTML. In names of attributes `_` is `-`; `class_` is `class`."""
    names = {name.rstrip("_").replace("_", "-"): v for name, v in attributes.items()}
    made = Element(tag, names)
    for part in content:
        if isinstance(part, Element):
            made.append(part)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + part
        else:
            made.text = (made.text or "") + part
    return made


class Code:
    """A block of code, which Markdown keeps as text beside its tree."""

    def __init__(self, md: Markdown, index: int, root: Element) -> None:
        self.md, self.index, self.root = md, index, root
        self.judged = False  # whether it was compared with what ran

    @property
    def python(self) -> bool:
        return "language-python" in self.root.get("class", "").split()

    @property
    def output(self) -> bool:
        return "output" in self.root.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(self.root.itertext()).rstrip("\n")

    def keep(self, **attributes: str) -> None:
        """Set attributes, and put the block back where Markdown has it."""
        for name, value in attributes.items():
            self.root.set(name.replace("_", "-"), value)
        made = tostring(self.root, "unicode", method="html")
        self.md.htmlStash.rawHtmlBlocks[self.index] = made


def stashed(md: Markdown, child: Element) -> tuple[int, str]:
    """The number of the HTML that Markdown keeps for an element, and that HTML."""
    text = (child.text or "").strip()
    match = HTML_PLACEHOLDER_RE.fullmatch(text) if child.tag == "p" else None
    if match is None or len(child):
        return -1, ""
    raw = md.htmlStash.rawHtmlBlocks[int(match[1])]
    return int(match[1]), raw if isinstance(raw, str) else ""


def code_of(md: Markdown, index: int, raw: str) -> Code | None:
    """The block of code that some HTML is, if it is one."""
    if not raw.startswith("<div") or "highlight" not in raw.partition(">")[0]:
        return None
    try:
        return Code(md, index, fromstring(PLAIN.sub(r"\1", printable(raw))))
    except ParseError:  # some other extension's
        return None


def sections(root: Element) -> list[list[Element]]:
    """What stands above all headings of level two, then each with what is below."""
    found: list[list[Element]] = [[]]
    for child in root:
        if child.tag == "h2":
            found.append([])
        found[-1].append(child)
    return found
